"""The verdicts of a cycle as a table: columns of export_verdicts (design §6)."""

from import_export.fields import Field
from import_export.resources import ModelResource

from evaluation.models import Verdict


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
