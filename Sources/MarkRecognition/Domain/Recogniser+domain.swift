extension Recogniser {
    /// Names in the labels of a domain name, which is written without spaces.
    func findInDomain(_ scalars: [UInt32], _ hits: inout HitSelection) {
        var shares = self.shares
        for label in DomainLabels(scalars).labels {
            let found = LabelHits(label: label, names: names, marks: marks, owners: owners)
            let plain = ReadText(label.scalars, as: .plain)
            let asWritten = NameJudge.Comparison(
                scalars: label.scalars, text: plain, letters: names.plain)
            plainNames.scanOwners(plain.letters) { index, end in
                let name = names.names[index]
                guard shares.take(owners[Int(name.mark)]) else { return shares.onward }
                found.add(
                    NameJudge(comparison: asWritten, name: name, range: name.plain),
                    from: end - name.plain.count, &hits)
                return shares.onward
            }
            let looks = ReadText(label.scalars, as: .glyph)
            let asDrawn = NameJudge.Comparison(
                scalars: label.scalars, text: looks, letters: names.glyph)
            glyphNames.scanOwners(looks.letters) { index, end in
                let name = names.names[Int(glyphIndexes[index])]
                guard shares.take(owners[Int(name.mark)]) else { return shares.onward }
                found.add(
                    NameJudge(comparison: asDrawn, name: name, range: name.glyph),
                    from: end - name.glyph.count, &hits)
                return shares.onward
            }
            for typo in TypoSearch(text: plain, names: names, index: typos).search() {
                found.add(
                    names.names[typo.name], .typo, typo.confidence,
                    plain.span(of: typo.letters, in: label.scalars), &hits)
            }
            for heard in PhoneticSearch(text: plain, scalars: label.scalars, index: sounds).search()
            {
                found.add(
                    names.names[Int(heard.match.name)], .transliteration, heard.confidence,
                    plain.span(of: heard.letters, in: label.scalars), &hits)
            }
        }
    }
}
