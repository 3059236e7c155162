"""规则：一条规则一个文件（各类文件夹里的 ``px*.py``），写好就自动登记，没有总表要改。

一类一个文件夹，只给一类用的放在那一类里，几类都要的在 ``facts``；登记与运行在 ``engine``。

流入 ``Subject``（表、得分、口径），流出 ``Finding``。规则只看，不改、不打印。

>>> from perfxl.rules.engine.registry import all_rules
>>> rule = all_rules()["PX301"]
>>> rule.name, rule.severity.value
('weight-sum-off', 'error')
"""
