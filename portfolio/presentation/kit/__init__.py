"""What every theme's blocks and figures are made of:
formats, sentences, the block, the chart template, palettes and scales.
"""
