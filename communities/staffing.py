"""How many people a compound's size asks for (N 2(1)2). Numbers only, never who."""

RESIDENTS_EACH, SHOPS_EACH = 500, 20


def information_officers(population: int | None, shops: int | None) -> int | None:
    """One for every 500 residents and one for every 20 shop units, each rounded up. None where
    neither number is known."""
    if population is None and shops is None:
        return None
    return _begun(population or 0, RESIDENTS_EACH) + _begun(shops or 0, SHOPS_EACH)


def left_out(population: int | None, shops: int | None) -> str:
    """Which of the two such a number does not count because nobody knows it. Blank where both are
    known, and where neither is: then there is no number."""
    if (population is None) == (shops is None):
        return ""
    return "商铺数未填" if shops is None else "人口未填"


def _begun(count: int, each: int) -> int:
    return -(-count // each)
