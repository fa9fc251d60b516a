from decimal import Decimal

from portal.web.charts import Bar, PairedBar, bars, paired_bars, waterfall


def test_bars_share_one_scale():
    assert paired_bars([(Decimal(50), Decimal(100)), (Decimal(0), Decimal(25))]) == [
        PairedBar(Bar(0, 500), Bar(0, 1000), 0),
        PairedBar(Bar(0, 0), Bar(0, 250), 0),
    ]


def test_amounts_below_zero_go_to_the_other_side():
    assert paired_bars([(Decimal(-100), Decimal(100))]) == [PairedBar(Bar(0, 500), Bar(500, 500), 500)]


def test_nothing_to_draw():
    assert paired_bars([(Decimal(0), Decimal(0))]) == [PairedBar(Bar(0, 0), Bar(0, 0), 0)]


def test_single_bars_begin_at_zero():
    assert bars([Decimal(50), Decimal(100), Decimal(0)]) == [Bar(0, 500), Bar(0, 1000), Bar(0, 0)]
    assert bars([Decimal(-100), Decimal(100)]) == [Bar(0, 500), Bar(500, 500)]
    assert bars([]) == []


def test_a_step_begins_where_the_one_before_ended():
    """From 200 down by 50 to 150, up by 25, and 175 in all."""
    steps = [(Decimal(200), False), (Decimal(-50), False), (Decimal(25), False), (Decimal(175), True)]
    assert waterfall(steps) == [Bar(0, 1000), Bar(750, 250), Bar(750, 125), Bar(0, 875)]


def test_steps_below_zero_move_where_zero_lies():
    assert waterfall([(Decimal(100), False), (Decimal(-200), False)]) == [Bar(500, 500), Bar(0, 1000)]
    assert waterfall([(Decimal(0), False)]) == [Bar(0, 0)]
