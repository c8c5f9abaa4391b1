"""What the site costs, measured: nothing here fails for being slow, each table says what is aimed at.

serving: pages a second, of the store and of what it is compared with · browser: what a phone gets, by
Lighthouse · search: the judged queries · scale: what grows from 50 pages to 5,000 (`make bench-scale`)
"""
