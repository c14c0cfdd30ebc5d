"""On each day a rule claims one version speaks, and what that version rests on is law."""

from __future__ import annotations

import pytest

from tests.support.knowledge import branch, instrument, provision, version

LAW = [{"ketentuan": "edaran", "sifat": "tersurat"}]


def has(report, message):
    return [line for line in report.errors if message in line] != []


def periods(base, *spans, name="suka"):
    """Give the rule one version for each span, newest first."""
    (old,) = base.rule(name)["versi"]
    base.rule(name)["versi"] = [
        old | {"berlaku": {"sejak": since, "sampai": until}} for since, until in spans
    ]


def test_versions_that_meet_are_accepted(examine, base):
    periods(base, ("2024-01-01", None), ("2022-01-01", "2023-12-31"))
    assert examine().errors == ()


def test_a_gap_between_versions_is_refused(examine, base):
    periods(base, ("2024-01-02", None), ("2022-01-01", "2023-12-31"))
    assert has(examine(), "ada sela antara dua versi: pada 2024-01-01 tidak ada yang berlaku")


def test_versions_that_overlap_are_refused(examine, base):
    periods(base, ("2023-12-31", None), ("2022-01-01", "2023-12-31"))
    assert has(examine(), "dua versi bertumpuk: pada 2023-12-31 keduanya berlaku")


def test_versions_out_of_order_are_refused(examine, base):
    periods(base, ("2022-01-01", "2023-12-31"), ("2024-01-01", None))
    assert has(examine(), "versi harus urut, yang terbaru di atas")


@pytest.fixture
def resting_on_a_circular(base):
    """The rule `suka` rests on a circular of 2022 to 2024."""
    span = {"sejak": "2022-01-01", "sampai": "2024-12-31"}
    base.instruments.append(instrument("se-1", provision("edaran", "se-1"), berlaku=span))
    base.table("suka")[0]["dasar"] = LAW
    return base


def test_an_instrument_that_dies_while_a_version_rests_on_it_is_refused(examine, resting_on_a_circular):
    assert has(examine(), "dasar 'edaran' tidak berlaku pada 2025-01-01, padahal versi ini berlaku")


def test_an_instrument_that_dies_is_refused_even_beside_one_that_lives(examine, resting_on_a_circular):
    lasting = {"ketentuan": "larangan-dukung", "sifat": "tersurat"}
    resting_on_a_circular.table("suka")[0]["dasar"] = [*LAW, lasting]
    assert has(examine(), "dasar 'edaran' tidak berlaku pada 2025-01-01")


def test_a_version_that_ends_with_its_instrument_is_accepted(examine, resting_on_a_circular):
    (old,) = resting_on_a_circular.rule("suka")["versi"]
    resting_on_a_circular.rule("suka")["versi"] = [
        version(branch("dilarang"), berlaku={"sejak": "2025-01-01", "sampai": None}),
        old | {"berlaku": {"sejak": "2022-01-01", "sampai": "2024-12-31"}},
    ]
    assert not has(examine(), "dasar 'edaran'")


def test_an_instrument_not_yet_born_is_refused_as_the_only_ground(examine, resting_on_a_circular):
    resting_on_a_circular.instruments[1]["berlaku"] = {"sejak": "2023-06-01", "sampai": None}
    assert has(examine(), "dasar 'edaran' belum berlaku pada 2022-01-01, dan tidak ada dasar lain")


def test_an_instrument_may_join_a_ground_that_holds(examine, resting_on_a_circular):
    resting_on_a_circular.instruments[1]["berlaku"] = {"sejak": "2023-06-01", "sampai": None}
    resting_on_a_circular.table("suka")[0]["dasar"] = [
        *LAW,
        {"ketentuan": "larangan-dukung", "sifat": "tersurat"},
    ]
    assert examine().errors == ()


def test_an_instrument_that_never_lived_in_the_time_is_refused(examine, resting_on_a_circular):
    resting_on_a_circular.instruments[1]["berlaku"] = {"sejak": "2010-01-01", "sampai": "2012-01-01"}
    assert has(examine(), "dasar 'edaran' tidak berlaku pada 2022-01-01")


def test_information_too_rests_on_living_law_only(examine, resting_on_a_circular):
    resting_on_a_circular.rule("lapor")["versi"][0]["dasar"] = LAW
    errors = [line for line in examine().errors if "lapor.yaml" in line]
    assert "dasar 'edaran' tidak berlaku pada 2025-01-01" in errors[0]
