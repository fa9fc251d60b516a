"""Which pages the tour of pictures shows, and to whom."""

# name, path, and on that page the links to follow (CSS selectors, the first one that matches)
VISITOR = [("log-in", "/account/login/"), ("demo-people", "/demo/"), ("demo-mail", "/demo/mail/")]
PARTNER = [
    ("home", "/"),
    ("reports", "/reports/"),
    ("new-report", "/reports/new/"),
    ("report", "/reports/all/", "tbody th a"),
    ("statements", "/statements/"),
    ("statement", "/statements/", "tbody th a"),
    ("statement-line", "/statements/", "tbody th a", "a[href*='/lines/']:not([href$='.csv'])"),
    ("payouts", "/payouts/"),
    ("remittances", "/remittances/"),
    ("balance", "/balance/"),
    ("disputes", "/disputes/"),
    ("dispute", "/disputes/", "tbody th a"),
    ("questions", "/questions/"),
    ("team", "/team/"),
    ("organisation", "/organisation/"),
    ("bank-accounts", "/organisation/bank-accounts/"),
    ("looks", "/organisation/looks/"),
    ("agreements", "/agreements/"),
    ("agreement", "/agreements/", "tbody th a"),
    ("what-if", "/agreements/", "tbody th a", "a[href*='/what-if/']"),
    ("contributions", "/agreements/", "tbody th a", "a[href$='/contributions/']"),
    ("contribution", "/agreements/", "tbody th a", "a[href*='/contributions/CON-']"),
    ("goals", "/agreements/", "tbody th a", "a[href$='/goals/']"),
    ("account", "/account/"),
    ("help", "/help/"),
    ("help-formula", "/help/formula/"),
    ("help", "/help/"),
    ("help-formula", "/help/formula/"),
    ("second-factor", "/account/2fa/"),
    ("sessions", "/account/sessions/"),
]
STAFF = [
    ("staff-queue", "/staff/"),
    ("staff-reports", "/staff/reports/"),
    ("staff-runs", "/staff/runs/"),
    ("staff-run", "/staff/runs/", "tbody th a"),
    ("staff-settlement", "/staff/runs/", "tbody th a", "tbody th a"),
    ("staff-new-run", "/staff/runs/new/"),
    ("staff-statements", "/staff/statements/"),
    ("staff-payouts", "/staff/payouts/"),
    ("staff-payout", "/staff/payouts/", "tbody th a"),
    ("staff-remittances", "/staff/remittances/"),
    ("staff-remittance", "/staff/remittances/", "tbody th a"),
    ("staff-bank-accounts", "/staff/bank-accounts/"),
    ("staff-balances", "/staff/balances/"),
    ("staff-journal", "/staff/journal/"),
    ("staff-disputes", "/staff/disputes/"),
    ("staff-dispute", "/staff/disputes/", "tbody th a"),
    ("staff-partners", "/staff/partners/"),
    ("staff-partner", "/staff/partners/", "tbody th a"),
    ("staff-team", "/staff/team/"),
    ("staff-agreements", "/staff/agreements/"),
    ("staff-agreement", "/staff/agreements/", "tbody th a"),
    ("staff-what-if", "/staff/agreements/", "tbody th a", "a[href*='/what-if/']"),
    ("staff-contributions", "/staff/contributions/"),
    ("staff-contribution", "/staff/contributions/", "tbody th a"),
    ("staff-catalogue", "/staff/catalogue/"),
    ("staff-fx", "/staff/fx/"),
]
_BESIDE = [
    ("beside-obligations", "a[href$='/obligations/']"),
    ("beside-obligation", "a[href$='/obligations/']", "tbody th a"),
    ("beside-incidents", "a[href$='/incidents/']"),
    ("beside-incident", "a[href$='/incidents/']", "tbody th a"),
    ("beside-report-incident", "a[href$='/incidents/']", "a[href$='/incidents/new/']"),
    ("beside-registers", "a[href$='/registers/']"),
    ("beside-deployments", "a[href$='/deployments/']"),
    ("beside-deployment", "a[href$='/deployments/']", "tbody th a"),
]
PARTNER += [(name, "/agreements/", "tbody th a", *links) for name, *links in _BESIDE]
STAFF_BESIDE = [(f"staff-{name}", "/staff/agreements/", "tbody th a", *links) for name, *links in _BESIDE]
_TALK = ["/agreements/", "tbody th a"]
_EDITOR = [*_TALK, "a[href$='/edit/']"]
NEGOTIATION = [
    ("negotiation", *_TALK),
    ("negotiation-version", *_TALK, "main a[href*='/versions/']"),
    ("editor", *_EDITOR),
    ("editor-rule", *_EDITOR, "a[href*='/rules/']:not([href$='/new/'])"),
    ("editor-clauses", *_EDITOR, "a[href$='/clauses/']"),
    ("editor-obligations", *_EDITOR, "a[href$='/obligations/']"),
    ("editor-operations", *_EDITOR, "a[href$='/operations/']"),
    ("editor-tariff", *_EDITOR, "a[href$='/tariff/']"),
    ("words", *_TALK, "main a[href*='/versions/']", "a[href$='/words/']"),
    ("compare", *_TALK, "main a[href*='/versions/']", "a[href*='/compare/']"),
]
STAFF_TERMS = [
    ("staff-draft-agreement", "/staff/agreements/new/"),
    ("staff-templates", "/staff/agreements/templates/"),
    ("staff-licences", "/staff/catalogue/", "main a[href*='licen']"),
]
PEOPLE: list[tuple[str, list[tuple]]] = [
    ("", VISITOR),
    ("finance@falak.example", PARTNER),
    ("uploads@rheinhost.example", [("home-to-do", "/"), ("new-report-uploader", "/reports/new/")]),
    ("finance@meridian.example", STAFF),
    ("contracts@meridian.example", STAFF_BESIDE + STAFF_TERMS),
    ("finance@thamesgrid.example", NEGOTIATION),
    ("auditor@meridian.example", [("staff-audit", "/staff/audit/")]),
]
