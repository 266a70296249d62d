"""评选年度: cycle, rules, assessment, review, exemplars, targets, surveys, calendar."""
