"""Arabic sentences, read for who does what to whom: verb first, clitics, frames, and names that are no parties."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.coder import Coder

PUBLISHED = datetime(2026, 1, 15, tzinfo=UTC)
Told = tuple[str, str, str, str]


def read(coder: Coder, text: str) -> list[Told]:
    """Give (actor, recipient, type, status) of each event of a text."""
    events = coder.code(text, "ar", PUBLISHED).events
    return [("/".join(e.actor), "/".join(e.recipient), e.event_type, e.status) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عززت اليونان وجودها العسكري قرب الحدود مع تركيا.", ("GRC", "TUR", "MOBILIZE", "actual")),
        ("خفضت كندا تمثيلها الدبلوماسي لدى الهند.", ("CAN", "IND", "SANCTION", "actual")),
        ("منحت اليابان كينيا قرضا بمئة مليون دولار.", ("JPN", "KEN", "AID", "actual")),
        ("رفعت كولومبيا شكوى ضد الإكوادور.", ("COL", "ECU", "ACCUSE", "actual")),
        ("استدعت السويد سفيرها في المجر للتشاور.", ("SWE", "HUN", "SANCTION", "actual")),
        ("ستستأنف الأردن رحلاتها الجوية إلى سوريا الشهر المقبل.", ("JOR", "SYR", "COOPERATE", "planned")),
        ("عينت قبرص سفيرا جديدا لدى سوريا.", ("CYP", "SYR", "SUPPORT", "actual")),
        ("من المقرر أن تبدأ غدا مفاوضات المياه بين العراق وتركيا.", ("IRQ", "TUR", "CONSULT", "planned")),
    ],
)
def test_a_verb_and_its_object_make_an_event_with_the_subject_between(coder: Coder, text: str, expected: Told) -> None:
    assert expected in read(coder, text)


def test_a_name_far_from_the_act_is_no_party(coder: Coder) -> None:
    near = "البرازيل تستقبل وفدا من السنغال."
    far = (
        "البرازيل كما يصورها المعرض الكبير للصور القديمة والجديدة تستقبل كل عام آلاف الطيور المهاجرة"
        " القادمة عبر المحيط من السنغال."
    )
    assert read(coder, near) == [("BRA", "SEN", "CONSULT", "actual")]
    assert read(coder, far) == []


def test_a_line_with_its_agency_names_no_party(coder: Coder) -> None:
    told = read(coder, "رويترز - أوسلو: أدانت تركيا قصف إسرائيل مدرسة في لبنان.")
    assert all("NOR" not in row[0] + row[1] for row in told)
    assert ("TUR", "ISR", "ACCUSE", "actual") in told


@pytest.mark.parametrize(
    "text",
    [
        "قصفت تركيا فصائل موالية لتشاد.",
        "المتحدث باسم النقابة يدعو لوقف شحنات كندا إلى كوبا.",
        "ودعا جميع النرويجيين إلى مغادرة السنغال.",
        "قال شاهد إن الرجل الذي قصف سفينة نرويجية في السنغال اختفى.",
        "القيادة تهنئ رئيس كولومبيا ورئيسة تشاد.",
        "ناشد مواطن كولومبي رئيس تشاد التدخل.",
        "خطف أربعة نرويجيين في تشاد.",
        "الوزير النرويجي يحذر من هجوم على تشاد.",
        "رئيس كولومبيا يبحث مكافحة تنظيم داعش.",
        "الأوروبي يبحث سبل دعم تشاد لمكافحة الجراد.",
    ],
)
def test_who_stands_behind_a_verb_is_not_always_its_subject(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


def test_a_relative_clause_is_done_by_whom_it_describes_unless_a_pronoun_points_back(coder: Coder) -> None:
    told = read(coder, "اتهم التقرير تشاد التي قصفت النيجر.")
    assert ("TCD", "NER", "ASSAULT", "actual") in told
    assert ("TCD", "NER", "ASSAULT", "actual") in read(coder, "هذه البلدة التي قصفتها تشاد في النيجر.")


def test_a_blow_condemned_without_its_owner_was_struck_by_who_struck_last(coder: Coder) -> None:
    told = read(coder, "قصفت تشاد بلدة في النيجر. ودانت كندا الهجمات بشدة.")
    assert ("CAN", "TCD", "ACCUSE", "actual") in told


def test_what_is_only_refused_or_described_is_for_nobody_known(coder: Coder) -> None:
    told = read(coder, "قصفت تشاد بلدة في النيجر. ورفضت تشاد التعليق. ووصفت النيجر ذلك بأنه مقلق.")
    assert told == [("TCD", "NER", "ASSAULT", "actual")]


def test_talks_asked_for_of_nobody_else_are_asked_of_the_partner(coder: Coder) -> None:
    assert ("TCD", "NER", "REQUEST", "actual") in read(coder, "دعت تشاد إلى محادثات عاجلة مع النيجر.")


def test_an_invitation_is_a_meeting_to_come(coder: Coder) -> None:
    assert ("TCD", "NER", "CONSULT", "planned") in read(coder, "وجه رئيس تشاد دعوة رسمية لرئيس النيجر.")
    assert ("TCD", "NER", "CONSULT", "planned") in read(coder, "رئيس تشاد يدعو رئيس النيجر لزيارة العاصمة.")


def test_a_meeting_called_off_in_its_own_sentence_is_cancelled(coder: Coder) -> None:
    told = read(coder, "كان من المنتظر أن يلتقي الكنديون والبيروفيون في ليما، لكن الاجتماع ألغي.")
    assert [row[3] for row in told] == ["cancelled"]


def test_the_object_of_a_verb_behind_its_subject_is_a_noun(coder: Coder) -> None:
    assert read(coder, "ناقشت النرويج دعم تشاد.") == []


@pytest.mark.parametrize(
    "text",
    [
        "أوقفت الشرطة الكولومبية رجلا من ليما في إطار عملية مشتركة مع السلطات البيروفية.",
        "منظمة التعاون الإسلامي تدين تفجيرات الكاميرون.",
        "اليونان تتجرع الدواء المر وسط اتهامات للبرتغاليين.",
        "سلطات مطار ليما تعتقل مسافرا كولومبيا.",
        "وزير الدفاع الكندي يبحث مع رئيس الإقليم جهود محاربة داعش.",
    ],
)
def test_a_noun_further_off_is_nobodys_deed(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ماكرون: سأزور تونس الشهر المقبل.", ("FRA", "TUN", "CONSULT", "planned")),
        ("ساعدت فرنسا تونس.", ("FRA", "TUN", "AID", "actual")),
        ("يجتمع وزير الخارجية الفرنسي بنظيره البيروفي.", ("FRA", "PER", "CONSULT", "actual")),
        ("وعدت كندا بتسوية بين تشاد والنيجر خلال شهرين.", ("TCD", "NER", "AGREE", "planned")),
        ("كندا تمدد حظر واردات بيرو إلى 24 فبراير.", ("CAN", "PER", "SANCTION", "actual")),
    ],
)
def test_who_will_do_it_and_with_whom(coder: Coder, text: str, expected: Told) -> None:
    assert read(coder, text) == [expected]


def test_parties_that_are_given_are_read_by_the_same_grammar(coder: Coder) -> None:
    text = "الغارات التي شنتها تشاد أغضبت النيجر التي نددت بدعمها لهم."
    events = coder.code(text, "ar", PUBLISHED, given=("تشاد", "النيجر")).events
    assert len(events) == 1


def test_a_comment_made_during_a_visit_breaks_nothing_off(coder: Coder) -> None:
    told = read(coder, "علق رئيس كولومبيا خلال زيارة إلى تشاد على أزمة اللاجئين.")
    assert "SANCTION" not in {row[2] for row in told}


def test_aid_that_arrives_is_given_by_its_adjective(coder: Coder) -> None:
    assert ("KWT", "SDN", "AID", "actual") in read(coder, "وصلت مساعدات كويتية جديدة إلى الخرطوم.")


def test_the_victim_of_condemned_violence_is_not_blamed(coder: Coder) -> None:
    assert read(coder, "أدانت إسبانيا الهجوم على السوق في الصومال.") == []


def test_who_is_killed_stands_behind_from(coder: Coder) -> None:
    told = read(coder, "مقتل عشرة من الحوثيين بغارة أمريكية.")
    assert [(row[0], row[1].split("/")[0]) for row in told] == [("USA", "ORG:HOUTHI")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل أربعة جنود كولومبيين في هجوم لحركة الشباب.", ("ORG:SHABAAB", "COL", "ASSAULT", "actual")),
        ("عشرون قتيلا في غارات لإثيوبيا على بلدة في الصومال.", ("ETH", "SOM", "ASSAULT", "actual")),
        ("قتل عشرة في هجمات نفذتها بوكو حرام على قرية في الكاميرون.", ("ORG:BOKOHARAM", "CMR", "ASSAULT", "actual")),
        ("هبطت طائرة تابعة للكويت تحمل مساعدات للسودان.", ("KWT", "SDN", "AID", "actual")),
        ("كولومبيا تؤكد رفضها تدخل بيرو في شؤون الإكوادور.", ("COL", "PER", "REJECT", "actual")),
    ],
)
def test_a_noun_belongs_to_whom_a_preposition_or_a_verb_behind_it_gives_it(
    coder: Coder, text: str, expected: Told
) -> None:
    assert read(coder, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "كولومبيا: مقتل ثلاثة من الصوماليين.",
        "كولومبيا تفتح مطاراتها لضرب الصومال.",
        "كولومبيا تصف مقتل طفل صومالي بأنه جريمة.",
        "رحب رئيس النقابة بالغارات التركية على الصومال.",
        "ترحب كولومبيا بأي اتفاق مع الصومال.",
        "القوات الكولومبية تحبط هجوما للصومال.",
        "وصل موفد كولومبيا إلى الصومال إلى مطار مغلق.",
    ],
)
def test_who_only_tells_of_violence_or_of_a_deal_takes_no_part_in_it(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


def test_a_mediator_is_named_apart_from_the_sides(coder: Coder) -> None:
    told = read(coder, "توسطت سلطنة عمان بين الهند وباكستان.")
    assert ("OMN", "IND/PAK", "CONSULT", "actual") in told


def test_a_denial_that_follows_denies_what_was_told(coder: Coder) -> None:
    told = read(coder, "أعلنت تشاد أن السودان قصف قرية في تشاد ونفت الخرطوم ذلك.")
    assert {row[3] for row in told} == {"denied"}


@pytest.mark.parametrize(
    "text",
    [
        "الأمير تركي يستقبل رئيس جمعية خيرية في روما.",
        "نادي برشلونة الإسباني يفاوض لاعبا برازيليا في دوري الأبطال.",
        "استيقظ سكان الحي باكرا وهاجموا في مصر تجار السوق.",
        "وقعت سلسلة حوادث سير في الجزائر وتونس.",
    ],
)
def test_false_friends_make_no_event(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل أربعة جنود كينيين في هجوم صومالي على معسكرهم.", ("SOM", "KEN", "ASSAULT", "actual")),
        ("نقلت النرويج الرسائل بين كولومبيا وفنزويلا.", ("NOR", "COL/VEN", "CONSULT", "actual")),
        ("ترتب سويسرا لاجتماع بين أرمينيا وأذربيجان في جنيف.", ("CHE", "ARM/AZE", "CONSULT", "actual")),
        ("امتنعت كندا عن منح تأشيرات لوزراء من الهند.", ("CAN", "IND", "SANCTION", "actual")),
        ("محادثات بين الأردن وسوريا السبت في عمان", ("JOR", "SYR", "CONSULT", "planned")),
    ],
)
def test_the_blow_the_errand_and_the_week_day_tell_what_the_verb_does_not(
    coder: Coder, text: str, expected: Told
) -> None:
    assert read(coder, text) == [expected]


def test_a_killing_with_its_doer_before_the_victim_stays_active(coder: Coder) -> None:
    assert ("RUS", "UKR", "ASSAULT", "actual") in read(coder, "قتلت روسيا جنودا من أوكرانيا في هجمات روسية.")


def test_a_plural_verb_goes_on_about_who_acted_before(coder: Coder) -> None:
    told = read(coder, "حثت بيرو وتشيلي البرازيل على فتح الحدود. وطالبوا الأرجنتين بوقف الصيد.")
    assert ("PER/CHL", "ARG", "REQUEST", "actual") in told


def test_a_plural_verb_inside_a_sentence_keeps_its_own_subject(coder: Coder) -> None:
    told = read(coder, "رحبت مصر بالقرار. مسلحون يهاجمون أنبوبا في العراق.")
    assert all(actor != "EGY" for actor, _, _, _ in told)


def test_a_speaker_does_not_do_what_is_told_of_another(coder: Coder) -> None:
    assert read(coder, "لافروف: عقوبات كندا خطأ كبير") == []


def test_a_day_that_ends_a_measure_is_not_its_day(coder: Coder) -> None:
    assert read(coder, "مددت الهند حظر الطائرات الباكستانية حتى 24 مارس.")[0][3] == "actual"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زار وزير الخارجية الكندي بيرو مساء أمس، متهماً تشيلي بعرقلة الاتفاق.", ("CAN", "CHL", "ACCUSE", "actual")),
        ("قصفت كينيا موقعا في أوغندا، ونددت فرنسا بالقصف الكيني.", ("FRA", "KEN", "ACCUSE", "actual")),
        ("رفضت الحكومة في طرابلس مطالب اليونان.", ("LBY", "GRC", "REJECT", "actual")),
        ("تبادلت القوات التايلاندية والكمبودية القصف المدفعي.", ("KHM", "THA", "ASSAULT", "actual")),
        ("حثت غانا، التي ترأس الاتحاد هذا العام، النيجر على الحوار.", ("GHA", "NER", "REQUEST", "actual")),
    ],
)
def test_who_acts_besides_and_behind_an_aside_is_found(coder: Coder, text: str, expected: Told) -> None:
    assert expected in read(coder, text)
