#!/usr/bin/env python3
"""How often statements of each confidence are right.

    calibration.py GOLD.jsonl PRED.jsonl [--rules]

A statement is right where its content fits a marked one (IoU 0.5) and, where the set resolves speakers, its speaker is
the marked one. --rules tells the same by rule. Only counts are printed, never text.
The scorer score.py is looked for beside GOLD.jsonl.
"""
import collections
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else '.')))
from score import Points, chars, gold_statements, pair, read_half, same_speakers  # noqa: E402


def tally(art, pred, by, count):
    text, at = art['text'], Points(art['text'])
    gold = [g for g in gold_statements(art) if g['chars']]
    found = []
    for p in pred.get('statements') or []:
        c = chars(text, [at.span(s) for s in p['content']])
        if c:
            found.append(dict(chars=c, p=p))

    def fit(g, p):
        x = len(g['chars'] & p['chars'])
        x = x / len(g['chars'] | p['chars']) if x else 0.0
        return x if x >= 0.5 else 0

    pairs = {j: i for i, j in pair(gold, found, fit)}
    for j, p in enumerate(found):
        key = by(p['p'])
        right = j in pairs
        if right and gold[pairs[j]].get('counts') is False:
            continue
        if right and gold[pairs[j]]['coref']:
            g = gold[pairs[j]]
            want = g.get('names') or ([g['speaker']] if g['speaker'] else [])
            said = p['p'].get('speaker') or ''
            right = (not want and not said) or any(same_speakers(w, said) for w in want)
        for half in ('all', 'read' if read_half(art) else 'unread'):
            count[key, half][0] += 1
            count[key, half][1] += bool(right)


def main(argv):
    arts = {a['id']: a for a in map(json.loads, open(argv[0]))}
    by = (lambda s: s.get('rule')) if '--rules' in argv else (lambda s: '%.2f' % s.get('confidence', 0))
    count = collections.defaultdict(lambda: [0, 0])
    for p in map(json.loads, open(argv[1])):
        tally(arts[p['id']], p, by, count)
    total = sum(n for (k, h), (n, _) in count.items() if h == 'all')
    print('%-24s %6s %6s %6s %6s %6s' % ('', 'found', 'share', 'right', 'read', 'unread'))
    for key in sorted({k for k, _ in count}, reverse=True):
        n, ok = count[key, 'all']
        halves = ['%6.2f' % (count[key, h][1] / count[key, h][0]) if count[key, h][0] else '     -' for h in ('read', 'unread')]
        print('%-24s %6d %6.2f %6.2f %s %s' % (key, n, n / total, ok / n, *halves))


if __name__ == '__main__':
    main(sys.argv[1:])
