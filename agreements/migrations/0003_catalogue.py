"""The catalogue every installation begins with; it grows on the catalogue page."""

from django.db import migrations

APPLICATIONS = {
    "customer_service": (
        "Customer service", "Kundenservice", "Layanan pelanggan", "カスタマーサービス", "ग्राहक सेवा", "خدمة العملاء",
    ),
    "content_moderation": (
        "Content moderation", "Inhaltsmoderation", "Moderasi konten", "コンテンツモデレーション", "सामग्री मॉडरेशन",
        "الإشراف على المحتوى",
    ),
    "personalized_recommendations": (
        "Personalized recommendations", "Personalisierte Empfehlungen", "Rekomendasi yang dipersonalisasi",
        "パーソナライズされたおすすめ", "वैयक्तिकृत सुझाव", "التوصيات المخصصة",
    ),
    "content_creation": (
        "Content creation", "Inhaltserstellung", "Pembuatan konten", "コンテンツ制作", "सामग्री निर्माण", "إنشاء المحتوى",
    ),
    "search": ("Search", "Suche", "Pencarian", "検索", "खोज", "البحث"),
    "accessibility": (
        "Accessibility", "Barrierefreiheit", "Aksesibilitas", "アクセシビリティ", "सुगम्यता", "إمكانية الوصول",
    ),
}
UNITS = {
    "input_tokens": (
        "Input tokens", "Eingabe-Token", "Token masukan", "入力トークン", "इनपुट टोकन", "رموز الإدخال",
    ),
    "output_tokens": (
        "Output tokens", "Ausgabe-Token", "Token keluaran", "出力トークン", "आउटपुट टोकन", "رموز الإخراج",
    ),
    "requests": ("Requests", "Anfragen", "Permintaan", "リクエスト", "अनुरोध", "الطلبات"),
    "images": ("Images", "Bilder", "Gambar", "画像", "छवियाँ", "الصور"),
    "gpu_hours": ("GPU hours", "GPU-Stunden", "Jam GPU", "GPU時間", "GPU घंटे", "ساعات GPU"),
    "cache_read_input_tokens": (
        "Input tokens read from cache", "Aus dem Cache gelesene Eingabe-Token", "Token masukan yang dibaca dari cache",
        "キャッシュから読み取った入力トークン", "कैश से पढ़े गए इनपुट टोकन", "رموز الإدخال المقروءة من ذاكرة التخزين المؤقت",
    ),
    "reasoning_output_tokens": (
        "Reasoning output tokens", "Ausgabe-Token für Schlussfolgerungen", "Token keluaran penalaran",
        "推論の出力トークン", "तर्क के आउटपुट टोकन", "رموز الإخراج الخاصة بالاستدلال",
    ),
}
SUBSETS = {"cache_read_input_tokens": "input_tokens", "reasoning_output_tokens": "output_tokens"}
# code → (name, day of release)
MODELS = {
    "llama-2-7b": ("Llama 2 7B", "2023-07-18"),
    "llama-2-13b": ("Llama 2 13B", "2023-07-18"),
    "llama-2-70b": ("Llama 2 70B", "2023-07-18"),
    "llama-3-8b": ("Llama 3 8B", "2024-04-18"),
    "llama-3-70b": ("Llama 3 70B", "2024-04-18"),
    "llama-3-405b": ("Llama 3 405B", "2024-07-23"),
    "llama-3.1-8b": ("Llama 3.1 8B", "2024-07-23"),
    "llama-3.1-70b": ("Llama 3.1 70B", "2024-07-23"),
    "llama-3.1-405b": ("Llama 3.1 405B", "2024-07-23"),
    "llama-3.2-1b": ("Llama 3.2 1B", "2024-09-25"),
    "llama-3.2-3b": ("Llama 3.2 3B", "2024-09-25"),
    "llama-3.2-11b": ("Llama 3.2 11B Vision", "2024-09-25"),
    "llama-3.2-90b": ("Llama 3.2 90B Vision", "2024-09-25"),
    "llama-3.3-70b": ("Llama 3.3 70B", "2024-12-06"),
    "llama-4-scout": ("Llama 4 Scout", "2025-04-05"),
    "llama-4-maverick": ("Llama 4 Maverick", "2025-04-05"),
}
# ISO 3166-1 alpha-2
MARKETS = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
LANGUAGES = ("en", "de", "id", "ja", "hi", "ar")


def entry(code, names):
    return {"code": code, "name": names[0], "names": dict(zip(LANGUAGES, names, strict=True))}


def seed(apps, schema_editor):
    application, model, unit, market = (
        apps.get_model("agreements", name) for name in ("Application", "AiModel", "Unit", "Market")
    )
    application.objects.bulk_create(application(**entry(code, names)) for code, names in APPLICATIONS.items())
    units = unit.objects.bulk_create(unit(**entry(code, names)) for code, names in UNITS.items())
    by_code = {each.code: each for each in units}
    for code, whole in SUBSETS.items():
        by_code[code].subset_of = by_code[whole]
        by_code[code].save()
    model.objects.bulk_create(
        model(code=code, name=name, released_date=released) for code, (name, released) in MODELS.items()
    )
    market.objects.bulk_create(market(code=code) for code in MARKETS.split())


class Migration(migrations.Migration):

    dependencies = [("agreements", "0002_numbers_and_editors")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
