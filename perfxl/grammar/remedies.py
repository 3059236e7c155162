"""原因里写的下一步怎么改：改进措施，写明以后哪一天做完的，列入哪一年计划的，已经补上的。"""

from perfxl.grammar.alternation import alternatives
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

# 只印着栏名、后面没有写的。
_BLANK_MEASURES = Pattern(r"(?:整改|改进)措施[：:为是]?[/无]?[。；;]?$")
_REMEDIES = ("改进", "措施", "下一步", "今后", "下年", "将加强", "整改")
_DONE = (
    "(?:完成|完工|竣工|建成|交付|交工|验收|投用|投入使用|启用|上线|投运|开放|支付|拨付|兑付|发放|结清|补"
    "|到位|实施|开展|举办|举行|启动|开工|安装|更换|修复)"
)
# 已经补上、换好的；已补贴、已补助说的是花了钱。
_REMEDIED = Pattern(
    r"(?<![未不])(?:已|正在|正)(?:经|全部|全数|及时|陆续|逐步|于[^，,。；;]{1,10})?"
    r"(?:补(?![贴助偿])|购[置买]?(?=[^，,。；;但未没]{2,8}[。；;]?$)|更换|修复|返工|重做|重新|纠正|更正|追回|催[告缴办收]|约谈)"
)
# 明年的各种叫法，别处写着年份的在前面另认。
_COMING = "明年|次年|来年|翌年|下一?年"
_PLANNED = Pattern(rf"(?:列入|纳入|安排在|安排到)[^，,。；;]{{0,4}}(?:(20\d\d)年|{_COMING})")
_WILL_BE_DONE = Pattern(
    rf"(?:(20\d\d)年|{_COMING})[^，,。；;未没才]{{0,10}}?(?:前|底|内|末|季度|半年|月份?|日)?"
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

# 怎么做的动词；后面跟着名词的（拟招标项目）说的是那个东西，不是怎么做。
_VERBS = alternatives((
    *("安装", "招标", "采购", "购置", "施工", "办理", "编制", "调研", "论证", "设定", "合理", "科学", "充分", "调高", "调低"),
    *("调整", "扩大", "增加", "补充", "补办", "补齐", "补签", "补报", "开办", "举办", "印发", "宣传", "入户", "培训", "组织"),
    *("开展", "实施", "实行", "推行", "推进", "推动", "落实", "采取", "加强", "加大", "加快", "强化", "严格", "规范", "完善"),
    *("健全", "优化", "提前", "督促", "协调", "细化", "压实", "抓紧", "做好", "增配", "增派", "增设", "招聘", "签订", "申请"),
    *("报送", "上报", "支付", "拨付", "兑付", "结算", "验收", "整改", "继续", "另行", "重新", "统筹", "安排", "及时", "尽早"),
    *("尽快", "主动", "制定", "出台", "建立", "排查", "摸底", "动员", "走访", "对接", "沟通", "考核", "考勤", "监管", "跟踪"),
    *("督导", "检查", "维修", "更新", "升级", "更换", "返工", "催收", "诉讼", "协商", "解约", "赶工", "加班", "倒排", "错峰"),
    *("分批", "分期", "提高", "使用", "通过", "改用", "换用", "改造", "复工", "催办", "催缴"),
))  # fmt: skip
_NOT_NOUN = "(?!的|项目|地块|工程|设备|人员|方案|资金|后|了|费|成本|任务|工作量|标准|单价|数量|时间|期|进度|要求|条件|方式)"
_ACT = f"(?:{_VERBS}){_NOT_NOUN}"
# 说为什么、说没有做成的一句。
_CAUSE = Pattern(
    "因|由于|受[^，]{0,8}影响|导致|造成|致使|推迟|延误|拖|才|[未没无]|不(?!断)|难|晚|慢|失败|流标|取消|变更|停工|退场|原计划|原定|原拟"
)
# 还没有做的那一部分：对未完成的2场补办。
_LEFT = Pattern(r"[未没][^，,。；;]{1,6}的")
# 以后的日子写在一句的开头（前面可以有做什么的东西），怎么做跟在后面。
_LATER = Pattern(
    rf"^[^，,。；;]{{0,10}}?(?:(?:(20\d\d)年度?|(?:{_COMING})度?|下步|往后|今后|届时)"
    rf"[^，,。；;]{{0,14}}?|(?:以后(?!续)|后续|后期)(?:我[局单院校]位?|将|要|应|还|再|继续|进一步){{0,2}}){_ACT}"
)
# 要怎么做：将、拟、要求谁，待什么以后。
_WANTED = Pattern(
    rf"^(?:[^，,。；;]{{0,6}}?(?:将(?={_ACT}|于|在|从|进一步|通过|对|按|以|积极)|拟|打算|准备|力争|争取)"
    r"|(?:我[局单院校]位?|本单位)?计划(?=通过|采取|继续|重新|另行)"
    rf"|待[^，,。；;]{{2,12}}后)[^，,。；;]{{0,14}}?{_ACT}"
    r"|^(?:要求|责成|督促|敦促)[^，,。；;]{2,14}?(?:补齐|补办|整改|完成|验收|报送|报账|加快|限期|尽快|履约|返工|赶工)"
)
# 一句一开头就说已经怎么补救：已增派2人、正在招聘。
_AMENDED = Pattern(
    r"^(?:我[局单院校]位?|现|目前)?(?:已经?|正在)(?:于[^，,。；;]{1,8})?"
    r"(?:向[^，,。；;]{2,8})?(?:增派|增加|增设|调整(?!为|至|到|预算)|重新|启动|招聘|协调|对接|协商|落实|制定|建立|完善|整改"
    r"|申请(?!调减|核减|延期|取消|结转)|责成|督促|要求)"
)
# 末一句怎么做：与施工方协商、加派人手、倒排工期、提高编制的科学性。
_DOING = Pattern(
    r"^(?:与[^，,。；;]{2,8}(?:协商|沟通|对接)|加派|倒排|挂图作战|(?:应当|必须|须)(?:加强|加快|加大|严格|完善)"
    r"|提高[^，,。；;]{2,16}(?:性|水平|能力|意识|质量|精准度)$|在编制[^，,。；;]{0,8}时)"
)
_CLAUSES = Pattern(r"[，,。；;\n]+")


def _says_how(clause: str, year: int | None) -> bool:
    """一句说的是怎么改；说为什么的、说没有做成的不是。"""
    if _CAUSE.search(_LEFT.sub("", clause)):
        return False
    later = _LATER.search(clause)
    if later is not None and (later[1] is None or year is None or int(later[1]) > year):
        return True
    return any(pattern.search(clause) for pattern in (_WANTED, _AMENDED, _DOING))


def says_remedy(text: str, year: int | None) -> bool:
    """写了下一步怎么改；``year`` 是表的年度，写着以后的日子才是打算。"""
    said = _BLANK_MEASURES.sub("", compact("，".join(text.split("\n"))))
    if any(word in said for word in _REMEDIES):
        return True
    if _REMEDIED.search(said) or _ACTION.search(said):
        return True
    if any(_says_how(clause, year) for clause in _CLAUSES.split(said)):
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
