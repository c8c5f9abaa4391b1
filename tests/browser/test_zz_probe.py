import time, pytest
from . import test_accessibility as a
pytestmark = pytest.mark.browser
def test_p(window, samples):
    window.go(samples["404","fr"], 404)
    p=window.page
    print(a.axe(p))
    p.evaluate("document.querySelector('h1').style.color='#999'")
    p.evaluate("document.querySelector('main p').style.color='#777'; document.querySelector('main').insertAdjacentHTML('beforeend','<img src=x><h5>jump</h5>')")
    print(p.evaluate("getComputedStyle(document.querySelector('h1')).color+getComputedStyle(document.querySelector('main p')).color"))
    print(a.axe(p))
    p.screenshot(path="/tmp/bd/s.png")
