"""The verdicts of a cycle as a table: columns of export_verdicts (design §6); and its surveys as
files that come in."""

from import_export.fields import Field
from import_export.resources import ModelResource

from evaluation.year.models import Verdict
from wufaan.sheets import values as v
from wufaan.sheets.reading import Column

SURVEY_COLUMNS = [
    Column(
        "community_code",
        "代码",
        v.listed_code(r"\d{12}(-X\d{2,})?", "小区（村社）代码"),
        required=True,
        help="小区（村社）的代码",
        example="530521101001",
    ),
    Column("name", "名称", v.text(60), only_told=True),
    Column("year", "年度", v.year, required=True, help="四位年份，没有公示的年度", example="2026"),
    Column(
        "respondents",
        "受访人数",
        v.count,
        must_be_there=True,
        help="问了多少人，至少 1。没有测评的，这格和下一格都留空",
        example="60",
    ),
    Column(
        "satisfied",
        "满意人数",
        v.count,
        must_be_there=True,
        help="其中多少人满意，不超过受访人数",
        example="57",
    ),
    Column("rate", "满意度", v.text(20), only_told=True),
    Column("interval", "95% 区间", v.text(40), only_told=True),
]


class VerdictResource(ModelResource):
    """Expects verdicts with their findings at hand (queries.verdicts_with_findings). Only what
    counts is listed: the criteria broken and the numbers of the incidents that broke them."""

    criteria = Field(column_name="criteria")
    incidents = Field(column_name="incidents")

    class Meta:
        model = Verdict
        fields = ["code", "name", "kind", "outcome", "criteria", "incidents"]
        export_order = fields

    def dehydrate_criteria(self, verdict: Verdict) -> str:
        return " ".join(str(c) for c in sorted({f.criterion for f in verdict.findings.all()}))

    def dehydrate_incidents(self, verdict: Verdict) -> str:
        return " ".join(sorted(f.incident.number for f in verdict.findings.all()))
