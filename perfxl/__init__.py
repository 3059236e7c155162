"""perfxl：读取、校验、评分并写出预算绩效表格。

数据只朝一个方向流::

    工作簿 ─hosts→ Grid ─reading→ Table ─rules→ Finding
                                   ├─scoring→ TableScore
                                   └─rendering→ 成表

包与包之间只许向左引用（``tests/test_imports.py`` 守着这条线）::

    grammar ← model ← plans ← reading ← standards ← matching ← scoring ← rules ← rendering
    ← actions ← functions ← contract ← hosts ← many_files ← excel ← addin ← cli
"""

__version__ = "0.6.0"
