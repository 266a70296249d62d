"""What seeing the trail asks for; accounts.permissions says who has it."""

SEE_AUDIT = "see_audit"
