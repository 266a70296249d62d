"""What stations report: kinds of incident, how a case was filed, how grave an accident was."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """By the criterion (N 3(1)) that each belongs to."""

    HOMICIDE = "homicide", "命案"
    DISPUTE_TURNED_CRIMINAL = "dispute_turned_criminal", "民转刑案件"
    EXTREME_VIOLENCE = "extreme_violence", "个人极端暴力案件"
    PETITION_TO_CAPITAL = "petition_to_capital", "赴省进京上访"
    GROUP_PETITION = "group_petition", "群访群闹"
    GROUP_BRAWL = "group_brawl", "聚众打架斗殴"
    PROVOKING_TROUBLE = "provoking_trouble", "寻衅滋事"
    PROSTITUTION = "prostitution", "涉黄"
    GAMBLING = "gambling", "涉赌"
    DRUGS = "drugs", "涉毒"
    BURGLARY = "burglary", "入室盗窃"
    PYRAMID_SELLING = "pyramid_selling", "传销"
    FRAUD = "fraud", "诈骗"
    OTHER_PREVENTABLE = "other_preventable", "其他可防性案件"
    ORGANISED_CRIME = "organised_crime", "黑恶势力"
    ILLEGAL_FOREIGNER = "illegal_foreigner", "三非人员案（事）件"
    TERRORISM_RELATED = "terrorism_related", "涉恐重点人案（事）件"
    MENTAL_ILLNESS_HARM = "mental_illness_harm", "肇事肇祸精神障碍患者案（事）件"
    MALICIOUS_OPINION = "malicious_opinion", "恶意炒作舆情"
    TRAFFIC_ACCIDENT = "traffic_accident", "交通事故"
    FIRE = "fire", "火灾"
    HAZMAT_ACCIDENT = "hazmat_accident", "危爆事故"
    CAMPUS_SAFETY = "campus_safety", "涉校园安全"
    FIREARMS = "firearms", "涉枪"
    EXPLOSIVES = "explosives", "涉爆"
    OTHER = "other", "其他"


class Nature(TextChoices):
    CRIMINAL = "criminal", "刑事"
    ADMINISTRATIVE = "administrative", "治安"
    EVENT = "event", "事件"


# What files called them before.
KINDS_BEFORE = {
    "三非人员漏管失控": Kind.ILLEGAL_FOREIGNER,
    "涉恐重点人漏管失控": Kind.TERRORISM_RELATED,
    "肇事肇祸精神障碍患者案事件": Kind.MENTAL_ILLNESS_HARM,
}

# The same as the report form asks it.
FILED_AS = {
    Nature.CRIMINAL: "刑事案件",
    Nature.ADMINISTRATIVE: "治安案件",
    Nature.EVENT: "没有立案，是事件",
}


class Severity(TextChoices):
    """From the least to the gravest."""

    GENERAL = "general", "一般"
    SERIOUS = "serious", "较大"
    MAJOR = "major", "重大"
    EXTRAORDINARY = "extraordinary", "特别重大"
