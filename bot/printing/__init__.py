"""What everything printed or drawn shares: fonts, pages, QR codes. The content of a page is its feature's."""
