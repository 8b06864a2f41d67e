"""What a workbook is marked by, part by part."""
