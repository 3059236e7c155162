"""规则：一条规则一个文件（``px*.py``），写好就自动登记，没有总表要改。

流入 ``Subject``（表、得分、口径），流出 ``Finding``。规则只看，不改、不打印。

>>> from perfxl.rules.registry import all_rules
>>> rule = all_rules()["PX301"]
>>> rule.name, rule.severity.value
('weight-sum-off', 'error')
"""
