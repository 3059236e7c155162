"""原因里写的下一步怎么改：改进措施，写明以后哪一天做完的，列入哪一年计划的，已经补上的。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

# 只印着栏名、后面没有写的。
_BLANK_MEASURES = Pattern(r"(?:整改|改进)措施[：:为是]?[/无]?[。；;]?$")
_REMEDIES = ("改进", "措施", "下一步", "今后", "下年", "将加强", "整改")
_DONE = (
    "(?:完成|完工|竣工|建成|交付|交工|验收|投用|投入使用|启用|上线|投运|开放|支付|拨付|兑付|发放|结清|补"
    "|到位|实施|开展|举办|举行|启动|开工)"
)
# 已经补上、换好的；已补贴、已补助说的是花了钱。
_REMEDIED = Pattern(
    r"(?<![未不])(?:已|正在|正)(?:经|全部|全数|及时|陆续|逐步|于[^，,。；;]{1,10})?"
    r"(?:补(?![贴助偿])|购[置买]?(?=[^，,。；;但未没]{2,8}[。；;]?$)|更换|修复|返工|重做|重新|纠正|更正|追回|催[告缴办收]|约谈)"
)
_PLANNED = Pattern(
    r"(?:列入|纳入|安排在|安排到)[^，,。；;]{0,4}(?:(20\d\d)年|明年|次年|来年|下一?年)"
)
_WILL_BE_DONE = Pattern(
    r"(?:(20\d\d)年|明年|次年|来年|下一?年)[^，,。；;未没才]{0,10}?(?:前|底|内|末|季度|半年|月份?|日)?"
    rf"[^，,。；;未没才]{{0,6}}?{_DONE}"
)
_INTENDED = Pattern(
    rf"(?:将|拟|预计|计划|争取|力争|确保|承诺)(?:在|于)?(?:(20\d\d)年)?[^，,。；;]{{0,4}}"
    rf"(?:\d{{1,2}}月|年|季度)(?:中旬|上旬|下旬|份)?[底末]?[前内][^，,。；;未没才]{{0,6}}?{_DONE}"
)

# 说完原因，末一句说怎么做：……，加强进度管理。说做得怎样、带来什么的不是。
_ACTION = Pattern(
    r"[，,。；;、\n](?:我[局单院校]位?|今年|要|需|应|将|继续|进一步|尽快|切实|持续){0,3}"
    r"(?:加强|加快|加大|强化|严格|规范|完善|健全|优化|提前|督促|催促|协调|细化|压实|抓紧|做好|改用|换用|增配)"
    r"[^，,。；;\n导造致使因不未没难慢少晚迟]{2,}[。；;]?$"
)


def says_remedy(text: str, year: int | None) -> bool:
    """写了下一步怎么改；``year`` 是表的年度，写着以后的日子才是打算。"""
    said = _BLANK_MEASURES.sub("", compact("，".join(text.split("\n"))))
    if any(word in said for word in _REMEDIES):
        return True
    if _REMEDIED.search(said) or _ACTION.search(said):
        return True
    return any(
        found[1] is None or year is None or int(found[1]) > year
        for pattern in (_PLANNED, _WILL_BE_DONE, _INTENDED)
        for found in pattern.finditer(said)
    )


_MARKED = Pattern(r"[，,。；;]?\s{0,20}+(?:下一步)?(?:的)?(?:整改|改进)措施[：:为是]?\s*")
_CLAUSE = Pattern(r"[^，,。；;\n]+[，,。；;\n]*")
_ENDS = " 。；;，,\n"


def cause_and_remedy(text: str, year: int | None) -> tuple[str, str]:
    """一段原因分成为什么和怎么改；没有写怎么改的，后一样为 ``""``。

    写着“改进措施：”的照它分，没有写的从头一处说怎么改的一句起。

    >>> cause_and_remedy("一期取消。改进措施：明年补办。", 2023)
    ('一期取消', '明年补办')
    >>> cause_and_remedy("因疫情停办2期，列入2024年计划。", 2023), cause_and_remedy("学员少", 2023)
    (('因疫情停办2期', '列入2024年计划'), ('学员少', ''))
    >>> cause_and_remedy("报名人数少；加大宣传力度。", 2023)
    ('报名人数少', '加大宣传力度')
    """
    if not says_remedy(text, year):
        return text.strip(_ENDS), ""
    marked = _MARKED.search(text)
    clauses = [(found.start(), found[0]) for found in _CLAUSE.finditer(text)]
    # 末一句凭它前面还有话才认得，拿来单问的时候把前面的逗号补上
    starts = [at for at, said in clauses if says_remedy(f"，{said}" if at else said, year)]
    place, after = (starts or [0])[0], (starts or [0])[0]
    if marked is not None and text[marked.end() :].strip(_ENDS):
        place, after = marked.start(), marked.end()
    return text[:place].strip(_ENDS), text[after:].strip(_ENDS)
