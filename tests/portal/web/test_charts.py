from decimal import Decimal

from portal.web.charts import Bar, PairedBar, paired_bars


def test_bars_share_one_scale():
    assert paired_bars([(Decimal(50), Decimal(100)), (Decimal(0), Decimal(25))]) == [
        PairedBar(Bar(0, 500), Bar(0, 1000), 0),
        PairedBar(Bar(0, 0), Bar(0, 250), 0),
    ]


def test_amounts_below_zero_go_to_the_other_side():
    assert paired_bars([(Decimal(-100), Decimal(100))]) == [PairedBar(Bar(0, 500), Bar(500, 500), 500)]


def test_nothing_to_draw():
    assert paired_bars([(Decimal(0), Decimal(0))]) == [PairedBar(Bar(0, 0), Bar(0, 0), 0)]
