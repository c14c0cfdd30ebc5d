"""What buttons carry: small, stateless, typed, and deaf to garbage."""

from dataclasses import dataclass
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.people.authority import EVERYBODY, HR
from bot.rulebook.reading.load import load
from bot.tg.ask import buttons as ask
from bot.tg.broadcast import buttons as broadcast
from bot.tg.core.buttons import ANYBODY, MOST_BYTES, Button, DeclarationError, NoArgs, Where
from bot.tg.desk import buttons as desk
from bot.tg.people import buttons as people
from bot.tg.pledge import buttons as pledge
from bot.tg.remind import buttons as remind
from bot.tg.routes import ROUTER

LARGEST_USER = 2**52 - 1
SITI = 5123456789
# Every button as it travels in messages that are still in somebody's chat: none of these may ever change.
IN_OLD_MESSAGES = [
    ("1:o:2cqdgk5:0123456789ab:ya", ask.OPTION, SITI, ("0123456789ab", "ya")),
    ("1:x:2cqdgk5:0123456789ab", ask.UNKNOWN, SITI, ("0123456789ab",)),
    ("1:c:2cqdgk5:0123456789ab:medsos-menyukai", ask.CANDIDATE, SITI, ("0123456789ab", "medsos-menyukai")),
    ("1:n:2cqdgk5:0123456789ab", ask.NEITHER, SITI, ("0123456789ab",)),
    ("1:d:2cqdgk5:J-7F3A", ask.BASIS, SITI, ("J-7F3A",)),
    ("1:r:2cqdgk5:J-7F3A:1", ask.RATE, SITI, ("J-7F3A", True)),
    ("1:r:2cqdgk5:J-7F3A:0", ask.RATE, SITI, ("J-7F3A", False)),
    ("1:u:2cqdgk5:J-7F3A", ask.FACTS, SITI, ("J-7F3A",)),
    ("1:f:2cqdgk5:J-7F3A:0:objek", ask.FACT, SITI, ("J-7F3A", 0, "objek")),
    ("1:v:2cqdgk5:J-7F3A:1:objek:calon", ask.VALUE, SITI, ("J-7F3A", 1, "objek", "calon")),
    ("1:b:2cqdgk5:J-7F3A", ask.BACK, SITI, ("J-7F3A",)),
    ("1:w:2cqdgk5:J-7F3A", ask.AGAIN, SITI, ("J-7F3A",)),
    ("1:t:2cqdgk5", ask.TOPICS, SITI, ()),
    ("1:p:2cqdgk5:acara:12", ask.TOPIC, SITI, ("acara", 12)),
    ("1:q:2cqdgk5:medsos-menyukai", ask.RULE, SITI, ("medsos-menyukai",)),
    ("1:l:2cqdgk5", ask.REPORT, SITI, ()),
    ("1:s:2cqdgk5:medsos-menyukai", desk.LIFT, SITI, ("medsos-menyukai",)),
    ("1:sa:2cqdgk5", desk.APPROVALS, SITI, ()),
    ("1:su:2cqdgk5:acara:0", desk.UNSIGNED, SITI, ("acara", 0)),
    ("1:lg:2cqdgk5:481", desk.LOG, SITI, (481,)),
    ("1:g:2cqdgk5:en", people.LANGUAGE, SITI, ("en",)),
    ("1:j:2cqdgk5", people.JOIN, SITI, ()),
    ("1:y:2cqdgk5:17", people.ME, SITI, (17,)),
    ("1:z:2cqdgk5", people.NOT_ME, SITI, ()),
    ("1:fg:2cqdgk5", people.FORGET, SITI, ()),
    ("1:mv:0:3:1", people.MOVE, ANYBODY, (3, True)),
    ("1:mv:0:3:0", people.MOVE, ANYBODY, (3, False)),
    ("1:ra:2cqdgk5:9f8e7d6c5b4a3f2e:1", people.APPLY, SITI, ("9f8e7d6c5b4a3f2e", True)),
    ("1:ra:0:9f8e7d6c5b4a3f2e:0", people.APPLY, ANYBODY, ("9f8e7d6c5b4a3f2e", False)),
    ("1:rd:2cqdgk5:9f8e7d6c5b4a3f2e", people.DROP, SITI, ("9f8e7d6c5b4a3f2e",)),
    ("1:ru:2cqdgk5:2", people.UNDO, SITI, (2,)),
    ("1:rt:2cqdgk5", people.TEMPLATE, SITI, ()),
    ("1:un:2cqdgk5:1", people.UNITS, SITI, (1,)),
    ("1:pc:2cqdgk5:17", people.CARD, SITI, (17,)),
    ("1:pk:2cqdgk5:17", people.CODE, SITI, (17,)),
    ("1:ps:2cqdgk5", people.SLIPS, SITI, ()),
    ("1:pr:2cqdgk5:17", people.RELEASE, SITI, (17,)),
    ("1:ag:0:5:1", people.AGREE, ANYBODY, (5, True)),
    ("1:ag:0:5:0", people.AGREE, ANYBODY, (5, False)),
    ("1:bo:2cqdgk5:audience", broadcast.ORDER, SITI, (broadcast.Field.AUDIENCE,)),
    ("1:bo:2cqdgk5:start", broadcast.ORDER, SITI, (broadcast.Field.START,)),
    ("1:bo:2cqdgk5:expires", broadcast.ORDER, SITI, (broadcast.Field.EXPIRES,)),
    ("1:bs:2cqdgk5:back:x", broadcast.ORDER_SET, SITI, (broadcast.Setting.BACK, "x")),
    ("1:bs:2cqdgk5:read:x", broadcast.ORDER_SET, SITI, (broadcast.Setting.READ, "x")),
    ("1:bs:2cqdgk5:duty:x", broadcast.ORDER_SET, SITI, (broadcast.Setting.DUTY, "x")),
    ("1:bs:2cqdgk5:audience:semua", broadcast.ORDER_SET, SITI, (broadcast.Setting.AUDIENCE, "semua")),
    ("1:bs:2cqdgk5:audience:PPPK", broadcast.ORDER_SET, SITI, (broadcast.Setting.AUDIENCE, "PPPK")),
    ("1:bs:2cqdgk5:start:now", broadcast.ORDER_SET, SITI, (broadcast.Setting.START, "now")),
    ("1:bs:2cqdgk5:start:morning", broadcast.ORDER_SET, SITI, (broadcast.Setting.START, "morning")),
    ("1:bs:2cqdgk5:expires:never", broadcast.ORDER_SET, SITI, (broadcast.Setting.EXPIRES, "never")),
    ("1:bs:2cqdgk5:expires:today", broadcast.ORDER_SET, SITI, (broadcast.Setting.EXPIRES, "today")),
    ("1:bs:2cqdgk5:expires:tomorrow", broadcast.ORDER_SET, SITI, (broadcast.Setting.EXPIRES, "tomorrow")),
    ("1:bp:2cqdgk5", broadcast.ORDER_PREVIEW, SITI, ()),
    ("1:bt:2cqdgk5", broadcast.ORDER_TEST, SITI, ()),
    ("1:bx:2cqdgk5:0f1e2d3c4b5a6978", broadcast.ORDER_SEND, SITI, ("0f1e2d3c4b5a6978",)),
    ("1:bd:2cqdgk5", broadcast.ORDER_DROP, SITI, ()),
    ("1:ba:0:8:1", broadcast.ORDER_AGREE, ANYBODY, (8, True)),
    ("1:ba:0:8:0", broadcast.ORDER_AGREE, ANYBODY, (8, False)),
    ("1:bh:0:8:pause", broadcast.STEER, ANYBODY, (8, broadcast.Steer.PAUSE)),
    ("1:bh:0:8:resume", broadcast.STEER, ANYBODY, (8, broadcast.Steer.RESUME)),
    ("1:bh:0:8:stop", broadcast.STEER, ANYBODY, (8, broadcast.Steer.STOP)),
    ("1:bh:0:8:resend", broadcast.STEER, ANYBODY, (8, broadcast.Steer.RESEND)),
    ("1:bl:0:8", broadcast.REPORT_FILE, ANYBODY, (8,)),
    ("1:rb:2cqdgk5:8", broadcast.READ, SITI, (8,)),
    ("1:rm:0:0a1b2c3d4e5f:approve", remind.REMIND, ANYBODY, ("0a1b2c3d4e5f", remind.Decision.APPROVE)),
    ("1:rm:0:0a1b2c3d4e5f:edit", remind.REMIND, ANYBODY, ("0a1b2c3d4e5f", remind.Decision.EDIT)),
    ("1:rm:0:0a1b2c3d4e5f:skip", remind.REMIND, ANYBODY, ("0a1b2c3d4e5f", remind.Decision.SKIP)),
    ("1:pl:2cqdgk5:1", pledge.PLEDGE, SITI, (1,)),
    ("1:py:2cqdgk5:1:a1b2c3d4", pledge.PLEDGED, SITI, (1, "a1b2c3d4")),
    ("1:pn:2cqdgk5:1:q", pledge.PLEDGE_NOTE, SITI, (1, pledge.NoteTap.QUESTION)),
    ("1:pn:2cqdgk5:1:o", pledge.PLEDGE_NOTE, SITI, (1, pledge.NoteTap.OBJECTION)),
    ("1:pf:2cqdgk5:1", pledge.RECEIPT, SITI, (1,)),
    ("1:cf:2cqdgk5:texts", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.TEXTS,)),
    ("1:cf:2cqdgk5:audience", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.AUDIENCE,)),
    ("1:cf:2cqdgk5:deadline", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.DEADLINE,)),
    ("1:cf:2cqdgk5:opens", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.OPENS,)),
    ("1:cf:2cqdgk5:first", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.FIRST,)),
    ("1:cf:2cqdgk5:own", pledge.CAMPAIGN_FIELD, SITI, (pledge.Field.OWN,)),
    ("1:cs:2cqdgk5:back:x", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.BACK, "x")),
    (
        "1:cs:2cqdgk5:texts:ikrar-netralitas",
        pledge.CAMPAIGN_SET,
        SITI,
        (pledge.Setting.TEXTS, "ikrar-netralitas"),
    ),
    ("1:cs:2cqdgk5:audience:semua", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.AUDIENCE, "semua")),
    ("1:cs:2cqdgk5:audience:PNS", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.AUDIENCE, "PNS")),
    ("1:cs:2cqdgk5:deadline:14", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.DEADLINE, "14")),
    ("1:cs:2cqdgk5:opens:now", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.OPENS, "now")),
    ("1:cs:2cqdgk5:first:nobody", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.FIRST, "nobody")),
    ("1:cs:2cqdgk5:first:heads", pledge.CAMPAIGN_SET, SITI, (pledge.Setting.FIRST, "heads")),
    ("1:cp:2cqdgk5", pledge.CAMPAIGN_PREVIEW, SITI, ()),
    ("1:co:2cqdgk5:0f1e2d3c4b5a6978", pledge.CAMPAIGN_OPEN, SITI, ("0f1e2d3c4b5a6978",)),
    ("1:cd:2cqdgk5", pledge.CAMPAIGN_DROP, SITI, ()),
    ("1:rc:2cqdgk5:1", pledge.RECAP, SITI, (1,)),
    ("1:rx:2cqdgk5:1:chart", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.CHART)),
    ("1:rx:2cqdgk5:1:xlsx", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.XLSX)),
    ("1:rx:2cqdgk5:1:pdf", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.PDF)),
    ("1:rx:2cqdgk5:1:remind", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.REMIND)),
    ("1:rx:2cqdgk5:1:everybody", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.EVERYBODY)),
    ("1:rx:2cqdgk5:1:close", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.CLOSE)),
    ("1:rx:2cqdgk5:1:poster", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.POSTER)),
    ("1:rx:2cqdgk5:1:objections", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.OBJECTIONS)),
    ("1:rx:2cqdgk5:1:questions", pledge.RECAP_ACT, SITI, (1, pledge.RecapAct.QUESTIONS)),
]


def carried(button, values):
    return button.args(*values)


@pytest.fixture(scope="module")
def book():
    return load(Settings(_env_file=None).knowledge)


@pytest.mark.parametrize(("text", "button", "owner", "values"), IN_OLD_MESSAGES)
def test_the_button_of_an_old_message_means_what_it_meant(text, button, owner, values):
    press = ROUTER.find(text)
    assert (press.button, press.owner, press.args) == (button, owner, carried(button, values))


@pytest.mark.parametrize(("text", "button", "owner", "values"), IN_OLD_MESSAGES)
def test_a_button_travels_as_it_always_has(text, button, owner, values):
    assert button.data(owner, *values) == text


def test_every_button_stands_in_an_old_message():
    assert {button for _, button, _, _ in IN_OLD_MESSAGES} == set(ROUTER.declared.values())


@given(st.integers(0, LARGEST_USER), st.integers(0, 10**9 - 1))
def test_a_press_survives_the_way_through_telegram(owner, part):
    press = ROUTER.find(ask.VALUE.data(owner, "J-7F3A", part, "objek", "calon"))
    assert (press.owner, press.args) == (owner, ask.ValueArgs("J-7F3A", part, "objek", "calon"))


@given(
    st.text(max_size=80)
    | st.from_regex(r"1:[a-z]{1,2}:[0-9a-z]{1,3}(:[0-9a-zA-Z_-]{1,5}){0,4}", fullmatch=True)
)
def test_no_text_makes_the_reader_stumble_and_only_our_own_is_a_press(text):
    press = ROUTER.find(text)
    if press is not None:
        values = [getattr(press.args, name) for name in press.button.names]
        assert press.button.data(press.owner, *values) == text


@pytest.mark.parametrize(
    "garbage",
    ["", "1", "1:o", "1:o:a", "2:t:0", "1:?:0", "1:t:-5", "1:t:0:lebih", "1:o:a:b", "1:o:a:b:<c>", "1:t:A"],
)
def test_garbage_is_no_press(garbage):
    assert ROUTER.find(garbage) is None


@pytest.mark.parametrize(
    "near",
    [
        *("1:zz:0", "1:t:00", "1:t:0:", "1:d:0", "1:d:0:a:b"),
        *("1:pc:0:x", "1:pc:0:-1", "1:pc:0:007", "1:pc:0:1234567890", "1:pc:0:0x1F", "1:pc:0:1_0"),
        *("1:r:0:J-7F3A:2", "1:r:0:J-7F3A:ya", "1:mv:0:3:11"),
        *("1:bh:0:8:explode", "1:rm:0:0a1b2c3d4e5f:APPROVE", "1:pn:0:1:x", "1:bo:0:read", "1:cs:0:own:x"),
    ],
)
def test_what_is_not_of_its_type_is_no_press(near):
    assert ROUTER.find(near) is None


@pytest.mark.parametrize("rule", ["x" * 64, "", "a:b", "huruf é"])
def test_what_would_not_be_read_back_is_a_mistake_of_ours(rule):
    with pytest.raises(ValueError, match="not a button"):
        ask.RULE.data(1, rule)


def test_a_number_that_would_not_be_read_back_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not a button"):
        people.CARD.data(1, -1)


@dataclass
class Weighed:
    kilograms: float


class Size(IntEnum):
    SMALL = 1


@dataclass
class Sized:
    size: Size


@pytest.mark.parametrize("args", [Weighed, Sized])
def test_a_button_carries_nothing_that_has_no_one_spelling(args):
    with pytest.raises(DeclarationError, match="cannot carry"):
        Button("zz", args, roles=EVERYBODY, where=Where.ANYWHERE)


@pytest.mark.parametrize("letter", ["", "A", "abc", "a:", "1"])
def test_a_letter_is_one_or_two_small_ones(letter):
    with pytest.raises(DeclarationError, match="no letter"):
        Button(letter, NoArgs, roles=HR, where=Where.PRIVATE)


def test_that_everybody_may_is_written_or_nobody_may():
    with pytest.raises(DeclarationError, match="EVERYBODY must be written"):
        Button("zz", NoArgs, roles=frozenset(), where=Where.ANYWHERE)
    with pytest.raises(TypeError, match="roles"):
        Button("zz", NoArgs, where=Where.ANYWHERE)


def test_every_rule_fits_on_a_button(book):
    longest = max(book.rules, key=len)
    for data in (
        ask.RULE.data(LARGEST_USER, longest),
        ask.CANDIDATE.data(LARGEST_USER, "abcdef", longest),
        desk.LIFT.data(LARGEST_USER, longest),
    ):
        assert len(data) <= MOST_BYTES


def test_every_value_of_every_fact_fits_on_a_button(book):
    for fact in book.facts.values():
        for value in fact.options:
            assert ask.VALUE.data(LARGEST_USER, "J-7F3A9", 1, fact.id, value)
            assert ask.OPTION.data(LARGEST_USER, "abcdef", value)


def test_every_topic_fits_on_a_button(book):
    for topic in {rule.topic for rule in book.rules.values()}:
        assert ask.TOPIC.data(LARGEST_USER, topic, 12)
