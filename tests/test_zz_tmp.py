import re
def test_x(crawl):
    t=crawl.page('/').text
    for m in re.finditer(r'32082222',t): print(t[max(0,m.start()-200):m.start()+260]); print('-----')
    from pages.facts.models import Fact
    for f in Fact.objects.filter(value__contains='32082222'): print(f.key,f.mark,f.state)
    import datetime; print(datetime.date.today())
