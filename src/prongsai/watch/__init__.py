"""Looks at an agency's pages on the web, politely and from outside: what came back, never a verdict.

`look` fetches one address and says what came and what is wrong with it; `look_at_all` does so for many; `links_of`
reads the links of an existing item page. Nothing here knows of rows, people or fiscal years.
"""

from prongsai.watch.faults import Fault
from prongsai.watch.kinds import Kind
from prongsai.watch.links import PageLink, links_of
from prongsai.watch.looking import Hop, Look, look
from prongsai.watch.pages import Page, read_page
from prongsai.watch.policy import Policy, Resolver
from prongsai.watch.rounds import Offline, look_at_all

__all__ = [
    "Fault",
    "Hop",
    "Kind",
    "Look",
    "Offline",
    "Page",
    "PageLink",
    "Policy",
    "Resolver",
    "links_of",
    "look",
    "look_at_all",
    "read_page",
]
