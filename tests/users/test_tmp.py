def test_it(said, person):
    print("\n".join(said))
    from wagtail.models import Page, Workflow
    from centres.models import HomePage, CentrePage, ProjectPage
    from pages.models import StandardPage
    import normandy_centres.users.roles as r, normandy_centres.users.setup as s
    again=[]; s.set_up(r.read(), again.append); print("again", again)
    for role in ["baclesse-editor","baclesse-medical-reviewer","baclesse-publisher","translator","administrator"]:
        for p in [*HomePage.objects.all(), *CentrePage.objects.all(), ProjectPage.objects.first(), StandardPage.objects.first()]:
            t=p.permissions_for_user(person(role)); print(role, p.url_path, sorted(t.permissions), t.can_edit())
