import time
def test_a(crawl):
    from collections import Counter
    print(Counter(a.status for a in crawl.answers.values()), len(crawl.pages))
    print([(a.path,a.came_from) for a in crawl.answers.values() if a.status!=200][:20])
    t=time.process_time()
    n=0
    for p in crawl.pages:
        p.soup; n+=len(p.text)
    print('parse', time.process_time()-t, n)
