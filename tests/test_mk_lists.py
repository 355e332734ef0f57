import pytest
from tests.admin.matrix import *
pytestmark=pytest.mark.django_db
def test_x():
    c=Cast()
    out=open("/tmp/lists/table.txt","w")
    for name,args in addresses().items():
        for m in METHODS:
            row=[]
            for who in WHO:
                try: row.append(c.ask(who,m,args))
                except Exception as e: row.append("EXC:"+type(e).__name__+str(e)[:80])
            print(f"{name:42} {m:4} "+" ".join(f"{x:5}" for x in row).rstrip(), file=out)
