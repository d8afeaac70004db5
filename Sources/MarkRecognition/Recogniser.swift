/// Finds marks in texts of any script, however they are disguised.
///
/// Compiled once from a list of marks; a value without state, so that any number of texts may be read
/// beside each other. Time is linear in the length of the text for names as they are written, and
/// bounded for everything else; no text makes it fail but one that is too long.
package struct Recogniser: Sendable {
    /// Longest text.
    package static let textScalarsMax = 16_384
    /// Hits of one text, the surest first.
    package static let hitsMax = 64
    /// What a hit must reach to be told, unless the caller says otherwise.
    package static let confidenceMin = 0.5

    package let marks: [Mark]
    let owners: [Int32]
    private let hasSeveralOwners: Bool
    let names: NameTable
    let plainNames: Automaton
    let glyphNames: Automaton
    /// Of the patterns of `glyphNames`, the name.
    let glyphIndexes: [Int32]
    let sounds: PhoneticIndex
    let typos: TypoIndex

    package init(_ list: MarkList) {
        marks = list.marks
        let owners = list.owners
        self.owners = owners
        let names = NameTable(list.marks, owners: owners)
        self.names = names
        hasSeveralOwners = owners.contains { $0 != owners[0] }
        plainNames = Automaton(
            count: names.names.count, lettersMax: names.plain.letters.count,
            owner: { owners[Int(names.names[$0].mark)] }
        ) { index in
            let range = names.names[index].plain
            return names.plain.letters[Int(range.lowerBound)..<Int(range.upperBound)]
        }
        let latin = names.names.indices.filter { names.names[$0].isLatin }.map(Int32.init)
        glyphIndexes = latin
        sounds = PhoneticIndex(names)
        typos = TypoIndex(names, owners: owners)
        glyphNames = Automaton(
            count: latin.count, lettersMax: names.glyph.letters.count,
            owner: { owners[Int(names.names[Int(latin[$0])].mark)] }
        ) { index in
            let range = names.names[Int(latin[index])].glyph
            return names.glyph.letters[Int(range.lowerBound)..<Int(range.upperBound)]
        }
    }

    /// - Throws: only that the text is too long.
    package func recognise(
        _ text: String, context: RecognitionContext = .title,
        confidenceMin: Double = confidenceMin
    ) throws(RecognitionError) -> [MarkHit] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { scalars.append(scalar.value) }
        guard scalars.count <= Self.textScalarsMax else {
            throw .textLength(scalarsMax: Self.textScalarsMax)
        }
        var hits = HitSelection()
        switch context {
        case .title: findNames(in: scalars, &hits)
        case .domain: findInDomain(scalars, &hits)
        case .address:
            findInDomain(scalars, &hits)
            findNames(in: scalars, &hits)
        }
        return hits.chosen(confidenceMin: confidenceMin)
    }

    /// Of one text.
    var shares: CandidateShares { CandidateShares(hasSeveralOwners: hasSeveralOwners) }

    /// Names as they are written, or so that they look alike.
    private func findNames(in scalars: [UInt32], _ hits: inout HitSelection) {
        let plain = ReadText(scalars, as: .plain)
        guard plain.count > 0 else { return }
        var context = TextContext(scalars: scalars, text: plain)
        var shares = self.shares
        let asWritten = NameJudge.Comparison(scalars: scalars, text: plain, letters: names.plain)
        plainNames.scanOwners(plain.letters) { index, end in
            let name = names.names[index]
            guard shares.take(owners[Int(name.mark)]) else { return shares.onward }
            let judge = NameJudge(comparison: asWritten, name: name, range: name.plain)
            add(judge, from: end - name.plain.count, &context, &hits)
            return shares.onward
        }
        findSounds(in: scalars, plain, &context, &hits)
        findTypos(in: scalars, plain, &context, &hits)
        findLookalikes(in: scalars, &shares, &context, &hits)
        context.negateLate(&hits)
    }

    private func findLookalikes(
        in scalars: [UInt32], _ shares: inout CandidateShares, _ context: inout TextContext,
        _ hits: inout HitSelection
    ) {
        guard !glyphIndexes.isEmpty else { return }
        let looks = ReadText(scalars, as: .glyph)
        let asDrawn = NameJudge.Comparison(scalars: scalars, text: looks, letters: names.glyph)
        glyphNames.scanOwners(looks.letters) { index, end in
            let name = names.names[Int(glyphIndexes[index])]
            guard shares.take(owners[Int(name.mark)]) else { return shares.onward }
            let judge = NameJudge(comparison: asDrawn, name: name, range: name.glyph)
            add(judge, from: end - name.glyph.count, &context, &hits)
            return shares.onward
        }
    }

    /// Names that are spelled as they sound in another script.
    private func findSounds(
        in scalars: [UInt32], _ text: ReadText, _ context: inout TextContext,
        _ hits: inout HitSelection
    ) {
        for heard in PhoneticSearch(text: text, scalars: scalars, index: sounds).search() {
            let name = names.names[Int(heard.match.name)]
            let judgement = NameJudge.Judgement(
                rules: [name.isAlias ? .alias : .mark, .transliteration],
                confidence: heard.confidence)
            add(name, judgement, text.span(of: heard.letters, in: scalars), &context, &hits)
        }
    }

    private func findTypos(
        in scalars: [UInt32], _ text: ReadText, _ context: inout TextContext,
        _ hits: inout HitSelection
    ) {
        for found in TypoSearch(text: text, names: names, index: typos).search() {
            let name = names.names[found.name]
            let judgement = NameJudge.Judgement(
                rules: [name.isAlias ? .alias : .mark, .typo], confidence: found.confidence)
            add(name, judgement, text.span(of: found.letters, in: scalars), &context, &hits)
        }
    }

    private func add(
        _ judge: NameJudge, from start: Int, _ context: inout TextContext,
        _ hits: inout HitSelection
    ) {
        guard let judgement = judge.judge(from: start) else { return }
        let span = judge.text.span(
            of: start..<start + judge.range.count, in: judge.scalars)
        add(judge.name, judgement, span, &context, &hits)
    }

    private func add(
        _ name: NameTable.Name, _ judgement: NameJudge.Judgement, _ span: Range<Int>,
        _ context: inout TextContext, _ hits: inout HitSelection
    ) {
        var judgement = judgement
        let kind = NameKind(
            of: name, judgement.rules, found: context.scalars[span],
            letters: names.plainLetters(of: name))
        context.weigh(
            &judgement, span: span, as: kind, classes: marks[Int(name.mark)].classes)
        hits.add(
            .init(
                mark: name.mark, owner: owners[Int(name.mark)], start: span.lowerBound,
                end: span.upperBound,
                rules: judgement.rules, confidence: judgement.confidence))
    }
}
