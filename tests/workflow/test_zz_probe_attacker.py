import json, pytest
from django.db import connection
from django.core import mail
from articles.models import *
from articles.workflow import moderation, erasure, people, submission, authorship, flags
from articles.lib import tokens, seals
from tests.factories import *
pytestmark=pytest.mark.django_db
OK={"HTTP_SEC_FETCH_SITE":"same-origin"}
S=Comment.Status
def dump():
    out={}
    with connection.cursor() as c:
        for t in connection.introspection.table_names(c):
            c.execute(f'select * from "{t}"'); out[t]=repr(c.fetchall())
    return out
def test_erase(reader, moderator, at_work, mailoutbox, django_capture_on_commit_callbacks):
    st=StoryFactory(public=True)
    with django_capture_on_commit_callbacks(execute=True):
        c=submission.submit(st,dict(name="Zébulonname",email="zeb@example.org",website="https://zebsite.org",body="motsecret tank zzz"),address="192.0.2.9",notify=True)
        people.ask_to_verify("zeb@example.org","fr",c,"192.0.2.9")
    p=PersonFactory(email="zeb@example.org",name="Zébulonname"); Comment.objects.filter(pk=c.pk).update(person=p); c.refresh_from_db()
    d=at_work(moderator)
    r=d.post(f"/admin/articles/comment/{c.pk}/change/",{"_refuse":"1","refusal":"offtopic","message":"monmessage secret","seen":moderation.seen(c)})
    print(r.status_code, r.get("location"))
    c.refresh_from_db(); print(c.status)
    from articles.workflow import appeals
    if c.status=="refused": appeals.appeal(c,"appelsecret")
    erasure.erase(p)
    for t,v in dump().items():
        for w in ("ébulon","zeb@","zebsite","motsecret","monmessage","appelsecret"):
            if w in v: print("LEFT",t,w)
    from django.contrib.sessions.models import Session
    print([s.get_decoded().get("comment decisions") for s in Session.objects.all()])
    print(d.post("/admin/articles/comment/undo/").status_code); c.refresh_from_db(); print(c.status,c.message)
    assert 0
def test_super_delete(admin, at_work):
    st=StoryFactory(public=True)
    a=CommentFactory(story=st,status="approved"); 
    print(Story.objects.get(pk=st.pk).comment_count)
    b=CommentFactory(story=st,status="approved",parent=a)
    c=at_work(admin)
    for x in (b,a):
        r=c.post(f"/admin/articles/comment/{x.pk}/delete/",{"post":"yes"}); print(r.status_code, Comment.objects.filter(pk=x.pk).exists(), Story.objects.get(pk=st.pk).comment_count)
    assert 0
def test_strangers(reporter,editor,at_work):
    st=StoryFactory(public=True); c=CommentFactory(story=st,status="pending",email="x@y.org"); p=PersonFactory()
    for who in (reporter,editor):
        d=at_work(who)
        for u,data in [(f"comment/{c.pk}/change/",{"_approve":"1","seen":moderation.seen(c)}),("comment/",{"action":"approve","_selected_action":str(c.pk)}),("comment/undo/",{}),(f"comment/{c.pk}/person/",{"standing":"banned"}),(f"comment/{c.pk}/delete/",{"post":"yes"}),("comment/figures/",{}),("comment/queue/",{}),(f"person/{p.pk}/change/",{"standing":"banned"}),("person/add/",{"email":"q@q.org","standing":"banned"}),("wordlist/add/",{"title":"x","terms":"a"}),("discussionrule/add/",{"slow_minutes":1}),(f"comment/{c.pk}/history/",{}),("wordlist/try/",{"body":"x"})]:
            r=d.post("/admin/articles/"+u,data); g=d.get("/admin/articles/"+u); print(who,u,r.status_code,g.status_code)
    c.refresh_from_db(); print(c.status, Person.objects.filter(standing="banned").count())
    assert 0
def test_admin_hostile(moderator,at_work):
    st=StoryFactory(public=True); c=CommentFactory(story=st,status="pending",name="=cmd|' /C calc'!A0",email="x@y.org",body="<script>alert(1)</script>"); d=at_work(moderator)
    for q in ["body__regex=(a%2B)%2B$","q=%00","state=zzz","region=abc","region=99999999999999999999","region=²","story=99999999999999999999","story=-1","reason=%22","reason=links%22%5D","p=99999999999999999999999","p=-1","o=1.2.3","_changelist_filters=region%3Dabc%26story%3D9999999999999999999999%26q%3D%2500","person__key__startswith=a","decided_by__password__startswith=p","q="+"a "*400,"e=1","all=1","language=zz"]:
        r=d.get("/admin/articles/comment/?"+q); r2=d.get(f"/admin/articles/comment/{c.pk}/change/?"+q); r3=d.get("/admin/articles/comment/queue/?"+q); print(q[:40],r.status_code,r2.status_code,r3.status_code)
    for data in [{"action":"approve","_selected_action":["1","x"]},{"action":"approve","_selected_action":["9"*18]},{"action":"approve","_selected_action":[str(c.pk)],"seen":["x","9999999999999999999999=a","=","1=","\x00"]},{"action":"refuse","_selected_action":[str(c.pk)],"refusal":"zz"},{"action":"delete_selected","_selected_action":[str(c.pk)],"post":"yes"}]:
        r=d.post("/admin/articles/comment/",data); print(data,r.status_code)
    r=d.post(f"/admin/articles/comment/{c.pk}/change/",{"_approve":"1","seen":"x:y"}); print(r.status_code)
    r=d.post(f"/admin/articles/comment/{c.pk}/change/",{"_refuse":"1","seen":moderation.seen(Comment.objects.get(pk=c.pk)),"refusal":"spam","message":"x"*3000}); print(r.status_code)
    r=d.post(f"/admin/articles/comment/{c.pk}/change/",{"_refuse":"1","seen":moderation.seen(Comment.objects.get(pk=c.pk)),"refusal":"spam","message":"x\x00"}); print(r.status_code)
    for q in ["q=%00","key__startswith=a","standing=zz","judged_by__password__startswith=p","email__regex=(a%2B)%2B"]:
        print(q,d.get("/admin/articles/person/?"+q).status_code)
    assert 0
def test_oracle(reader, moderator):
    st=StoryFactory(public=True)
    c=submission.submit(st,dict(name="Anne",email="anne@example.org",website="",body="Je suis de Melitopol."),address="192.0.2.9")
    moderation.decide([c],S.APPROVED,moderator)
    import time
    t=tokens.form_token(st.pk,time.time())
    for e in ("anne@example.org","other@example.org"):
        r=reader.post(f"/comments/{st.pk}/",dict(name="Anne",email=e,body="Je suis de Melitopol.",token=t),REMOTE_ADDR="203.0.113.9",**OK); print(e,r.status_code,r["location"][:40])
    moderation.decide([Comment.objects.get(pk=c.pk)],S.REFUSED,moderator,refusal="offtopic",message="secret")
    r=reader.post(f"/comments/{st.pk}/",dict(name="Anne",email="anne@example.org",body="Je suis de Melitopol.",token=t),REMOTE_ADDR="203.0.113.10",**OK); print(r.status_code,r["location"][:40]); b=reader.get(r["location"]).content.decode(); print("secret" in b, "appeal" in b)
    assert 0
def test_tokens(reader):
    st=StoryFactory(public=True); c=CommentFactory(story=st,status="pending",email="a@b.org")
    ts={"own":tokens.own_token(c.pk),"prev":tokens.preview_token(c.pk),"appeal":seals.seal("appeal",c.pk),"form":tokens.form_token(st.pk,1e9)}
    for n,t in ts.items():
        for u in (f"/comments/own/{t}/edit/",f"/comments/preview/{t}/",f"/comments/appeal/?key={t}",f"/comments/verify/?key={t}",f"/comments/never/?key={t}",f"/comments/notices/?key={t}"):
            print(n,u[:16],reader.get(u).status_code,end=" | ")
        print()
    for bad in ["a%00","%ff","x"*5000,"a:b:c","::","é:é:é","%ED%A0%80"]:
        print([reader.get(u).status_code for u in (f"/comments/own/{bad}/edit/",f"/comments/preview/{bad}/",f"/comments/appeal/?key={bad}",f"/comments/verify/?key={bad}",f"/comments/never/?key={bad}")], end=" ")
        from urllib.parse import unquote
        reader.cookies["commenter"]=unquote(bad); print(reader.get("/comments/me/").status_code); reader.cookies.clear()
    assert 0
