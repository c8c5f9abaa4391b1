"""How accessible this site is, by the criteria of RGAA 4.1.2: what was tested, and what follows.

The results are data (rgaa.yaml). The statement, the state in the footer and the counts are computed
from them and can't say more.
"""
