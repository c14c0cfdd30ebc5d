"""The recap of a campaign to hand on: figures, a picture for a phone, a workbook, a page to sign."""
