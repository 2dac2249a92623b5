"""Faults: what can be wrong with an address, as stable codes with a sentence in Thai and in English."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One thing wrong with an address. The codes are kept in databases: never rename one.

    `is_down` faults keep a citizen from seeing what was promised; the others are warnings beside something that is
    there, or say that a program could not look (`held_off`, `script_only`, `odd_port`, `tls_incomplete`): a person
    with a browser should.
    """

    BAD_ADDRESS = "bad_address"
    PRIVATE_ADDRESS = "private_address"
    ODD_PORT = "odd_port"
    DEAD = "dead"
    TIMEOUT = "timeout"
    GARBLED = "garbled"
    TLS_EXPIRED = "tls_expired"
    TLS_OTHER_NAME = "tls_other_name"
    TLS_UNKNOWN_ISSUER = "tls_unknown_issuer"
    TLS_INCOMPLETE = "tls_incomplete"
    TLS = "tls"
    STATUS_ERROR = "status_error"
    HELD_OFF = "held_off"
    LOOP = "loop"
    TOO_MANY_HOPS = "too_many_hops"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"
    PARKED = "parked"
    SOFT_404 = "soft_404"
    LOGIN_WALL = "login_wall"
    PAGE_FOR_FILE = "page_for_file"
    FILE_FOR_PAGE = "file_for_page"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    SCRIPT_ONLY = "script_only"

    @property
    def is_down(self) -> bool:
        """Whether it keeps a citizen from seeing what was promised."""
        return self not in _WARNINGS

    @property
    def is_passing(self) -> bool:
        """Whether it may be gone at the next try, so that one try proves nothing."""
        return self in {Fault.DEAD, Fault.TIMEOUT, Fault.GARBLED, Fault.HELD_OFF}

    @property
    def th(self) -> str:
        """What is wrong and what to do, in Thai."""
        return _SENTENCES[self][0]

    @property
    def en(self) -> str:
        """What is wrong and what to do, in English."""
        return _SENTENCES[self][1]


_WARNINGS = {
    Fault.ODD_PORT,
    Fault.TLS_INCOMPLETE,
    Fault.HELD_OFF,
    Fault.MOVED,
    Fault.FILE_FOR_PAGE,
    Fault.TOO_LARGE,
    Fault.SCRIPT_ONLY,
}

_SENTENCES: dict[Fault, tuple[str, str]] = {
    Fault.BAD_ADDRESS: (
        "ที่อยู่นี้ไม่ใช่ที่อยู่เว็บที่เปิดได้ ให้คัดลอกที่อยู่ที่ขึ้นต้นด้วย http:// หรือ https:// จากเบราว์เซอร์มาใส่ใหม่",
        "This is not a web address; copy the address from a browser, starting with http:// or https://.",
    ),
    Fault.PRIVATE_ADDRESS: (
        "ที่อยู่นี้อยู่ในเครือข่ายภายใน ประชาชนเปิดไม่ได้ ให้เผยแพร่บนเว็บไซต์สาธารณะแล้วใช้ที่อยู่นั้นแทน",
        "This address lies in an internal network that citizens cannot reach; use its address on a public site.",
    ),
    Fault.ODD_PORT: (
        "ที่อยู่นี้ใช้พอร์ตอื่นที่ไม่ใช่ 80 หรือ 443 ระบบจึงไม่ตรวจ ให้เปิดดูเองด้วยเบราว์เซอร์ หรือย้ายไปยังที่อยู่ปกติ",
        "This address uses a port other than 80 or 443, so it was not looked at; open it in a browser.",
    ),
    Fault.DEAD: (
        "ติดต่อเว็บไซต์นี้ไม่ได้ ไม่พบชื่อหรือไม่มีเครื่องตอบ ให้ตรวจตัวสะกดของที่อยู่ หรือแจ้งผู้ดูแลเว็บไซต์",
        "The site cannot be reached: no such name or no machine; check the spelling, or tell whoever runs it.",
    ),
    Fault.TIMEOUT: (
        "เว็บไซต์ตอบช้าเกินเวลาที่รอ ให้ลองเปิดอีกครั้ง หากยังช้าให้แจ้งผู้ดูแลเว็บไซต์",
        "The site took longer to answer than we wait; try again, and if it stays slow tell whoever runs the site.",
    ),
    Fault.GARBLED: (
        "เว็บไซต์ตอบกลับมาไม่ครบหรืออ่านไม่ได้ ให้ลองเปิดอีกครั้ง หากยังเป็นอยู่ให้แจ้งผู้ดูแลเว็บไซต์",
        "The site's answer breaks off or makes no sense; try again, and if it stays so tell whoever runs it.",
    ),
    Fault.TLS_EXPIRED: (
        "ใบรับรองความปลอดภัย (HTTPS) ของเว็บไซต์หมดอายุหรือยังไม่เริ่มใช้ เบราว์เซอร์จะเตือนไม่ให้เข้า ให้ผู้ดูแลเว็บไซต์ต่ออายุ",
        "The certificate (HTTPS) has expired or is not valid yet, and browsers warn people off; have it renewed.",
    ),
    Fault.TLS_OTHER_NAME: (
        "ใบรับรองความปลอดภัย (HTTPS) เป็นของเว็บไซต์ชื่ออื่น ให้ใช้ที่อยู่ตามชื่อในใบรับรอง หรือให้ผู้ดูแลเว็บไซต์ออกใบรับรองใหม่",
        "The certificate (HTTPS) is another site name's; use that name in the address, or have a new one issued.",
    ),
    Fault.TLS_UNKNOWN_ISSUER: (
        "ใบรับรองความปลอดภัย (HTTPS) ออกโดยผู้ที่เบราว์เซอร์ไม่รู้จัก ให้ผู้ดูแลเว็บไซต์ใช้ใบรับรองจากผู้ออกที่เชื่อถือได้",
        "The certificate (HTTPS) was issued by somebody browsers do not know; have one issued by a trusted authority.",
    ),
    Fault.TLS_INCOMPLETE: (
        "ใบรับรองความปลอดภัย (HTTPS) ส่งมาไม่ครบชุด บางเครื่องเปิดไม่ได้ ให้เปิดดูเองด้วยเบราว์เซอร์ และให้ผู้ดูแลติดตั้งใบรับรองกลาง",
        "The site sends only part of its certificates (HTTPS), so some devices cannot open it; look with a browser.",
    ),
    Fault.TLS: (
        "เชื่อมต่อแบบปลอดภัย (HTTPS) กับเว็บไซต์นี้ไม่ได้ ให้แจ้งผู้ดูแลเว็บไซต์ตรวจการตั้งค่า HTTPS",
        "No secure connection (HTTPS) to the site could be made; have its HTTPS settings checked.",
    ),
    Fault.STATUS_ERROR: (
        "เว็บไซต์ตอบว่าเปิดหน้านี้ไม่ได้ (เช่น 404 ไม่พบหน้า หรือ 500 ระบบขัดข้อง) ให้หาที่อยู่ที่ถูกต้อง หรือนำเอกสารขึ้นใหม่",
        "The site answers with an error (404 not found, 500 broken); find the right address, or upload it again.",
    ),
    Fault.HELD_OFF: (
        "เว็บไซต์ไม่ให้โปรแกรมเข้าตรวจในขณะนี้ ให้เปิดดูเองด้วยเบราว์เซอร์",
        "The site holds programs off at the moment; open it in a browser to see for yourself.",
    ),
    Fault.LOOP: (
        "ที่อยู่นี้ส่งต่อวนกลับมาที่เดิม จึงเปิดไม่ได้ ให้แจ้งผู้ดูแลเว็บไซต์แก้การส่งต่อ หรือใช้ที่อยู่อื่น",
        "This address forwards in a circle and never opens; have the forwarding repaired, or use another address.",
    ),
    Fault.TOO_MANY_HOPS: (
        "ที่อยู่นี้ส่งต่อหลายทอดเกินไป ให้ใช้ที่อยู่ปลายทางโดยตรง",
        "This address forwards too many times; use the address at its end.",
    ),
    Fault.MOVED: (
        "ที่อยู่นี้ย้ายถาวรแล้ว ให้แก้ลิงก์เป็นที่อยู่ใหม่ที่แสดงไว้",
        "This address has moved for good; change the link to the new address shown.",
    ),
    Fault.ELSEWHERE: (
        "ที่อยู่นี้พาไปหน้าแรกของเว็บไซต์แทนเนื้อหาที่ตั้งใจแสดง ให้หาที่อยู่ของเนื้อหานั้นแล้วแก้ลิงก์",
        "This address leads to a front page instead of what it should show; find that and change the link.",
    ),
    Fault.PARKED: (
        "ชื่อเว็บไซต์นี้ถูกประกาศขายหรือหมดอายุ ไม่ใช่เว็บไซต์ของหน่วยงานแล้ว ให้เอาลิงก์ออกหรือเปลี่ยนเป็นที่อยู่ที่ถูกต้อง",
        "This site name is for sale or has lapsed; remove the link, or put the right address.",
    ),
    Fault.SOFT_404: (
        "หน้านี้เปิดได้แต่บอกว่าไม่พบเนื้อหา ให้หาที่อยู่ที่ถูกต้อง หรือนำเนื้อหาขึ้นใหม่",
        "The page opens but says that nothing is there; find the right address, or put the content up again.",
    ),
    Fault.LOGIN_WALL: (
        "ต้องเข้าสู่ระบบก่อนจึงจะเห็น ประชาชนเปิดไม่ได้ ให้เปิดสิทธิ์ให้ทุกคนอ่านได้ หรือเผยแพร่ที่อื่น",
        "It is seen only after signing in, which citizens cannot; let everybody read it, or publish it elsewhere.",
    ),
    Fault.PAGE_FOR_FILE: (
        "ที่อยู่นี้ควรได้ไฟล์แต่ได้หน้าเว็บแทน ให้เปิดดูว่าไฟล์ยังอยู่ แล้วแก้ลิงก์ให้ตรงไฟล์",
        "This address promises a file but gives a page; see whether the file is still there, and correct the link.",
    ),
    Fault.FILE_FOR_PAGE: (
        "ที่อยู่นี้ควรเป็นหน้าเว็บแต่ส่งไฟล์มาแทน ให้ตรวจว่าผู้อ่านเปิดไฟล์ได้ และบอกชนิดไฟล์ไว้ข้างลิงก์",
        "This address promises a page but sends a file; name the kind of file beside the link.",
    ),
    Fault.TOO_LARGE: (
        "ไฟล์ใหญ่กว่าที่ระบบตรวจได้ และประชาชนเปิดได้ช้า ให้ลดขนาดหรือแบ่งไฟล์",
        "The file is larger than what is looked at, and slow for citizens; make it smaller or split it.",
    ),
    Fault.EMPTY: (
        "เปิดได้แต่ไม่มีเนื้อหา ให้นำเนื้อหาหรือไฟล์ขึ้นใหม่",
        "It opens but there is nothing in it; put the content or the file up again.",
    ),
    Fault.SCRIPT_ONLY: (
        "หน้านี้แสดงเนื้อหาด้วยสคริปต์เท่านั้น ระบบจึงอ่านไม่ได้ ให้เปิดดูเองด้วยเบราว์เซอร์",
        "This page shows its content only by script, so it could not be read; open it in a browser to see.",
    ),
}
