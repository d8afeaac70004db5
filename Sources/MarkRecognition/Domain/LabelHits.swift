/// Weighs what was found in one label of a domain name by what stands beside it.
struct LabelHits {
    /// Of what a name below the registrable one is worth: a host's customer, or a lure before it.
    private static let subdomainFactor = 0.85

    /// Of what a word of every day is worth: with goods of the mark's classes beside it, disguised, and by itself.
    private static let goodsFactor = 0.95
    private static let disguisedFactor = 0.8
    private static let ordinaryFactor = 0.4
    private static let disguises: RuleSet = [.confusable, .leetspeak, .invisible]

    let label: DomainLabels.Label
    let names: NameTable
    let marks: [Mark]
    let owners: [Int32]

    func add(_ judge: NameJudge, from start: Int, _ hits: inout HitSelection) {
        let end = start + judge.range.count
        guard let place = weigh(judge, start..<end),
            var judgement = judge.judge(from: start, edges: place.confidence)
        else { return }
        judgement.rules.formUnion(place.rules)
        add(
            judge.name, judgement.rules, judgement.confidence,
            judge.text.span(of: start..<end, in: label.scalars), &hits)
    }

    func add(
        _ name: NameTable.Name, _ rule: RuleSet, _ confidence: Double, _ span: Range<Int>,
        _ hits: inout HitSelection
    ) {
        var (rules, confidence) = (rule, confidence)
        if rules.isDisjoint(with: [.mark, .alias]) { rules.insert(name.isAlias ? .alias : .mark) }
        weighWord(name, span, &rules, &confidence)
        rules.insert(label.isRegistrable ? .registrable : .subdomain)
        if label.isPunycode { rules.insert(.punycode) }
        // A decoded label has no places of its own in the text.
        let start =
            label.isPunycode ? label.place.lowerBound : label.place.lowerBound + span.lowerBound
        let end =
            label.isPunycode ? label.place.upperBound : label.place.lowerBound + span.upperBound
        hits.add(
            .init(
                mark: name.mark, owner: owners[Int(name.mark)], start: start, end: end,
                rules: rules,
                confidence: label.isRegistrable ? confidence : confidence * Self.subdomainFactor))
    }

    /// A word of every day is in too many names to mean the mark.
    private func weighWord(
        _ name: NameTable.Name, _ span: Range<Int>, _ rules: inout RuleSet,
        _ confidence: inout Double
    ) {
        let kind = NameKind(
            of: name, rules, found: label.scalars[span], letters: names.plainLetters(of: name))
        guard kind == .ordinaryWord || kind == .anotherWord else { return }
        if hasGoods(beside: span, marks[Int(name.mark)].classes) {
            rules.insert(.context)
            confidence *= Self.goodsFactor
        } else {
            let isDisguised =
                kind == .ordinaryWord && !rules.isDisjoint(with: Self.disguises)
            rules.insert(.noContext)
            confidence *= isDisguised ? Self.disguisedFactor : Self.ordinaryFactor
        }
    }

    /// Before or behind the name, also without a hyphen.
    private func hasGoods(beside span: Range<Int>, _ classes: [Int]) -> Bool {
        guard !classes.isEmpty else { return false }
        let wanted = ContextWords.goods(of: classes)
        return [label.scalars[..<span.lowerBound], label.scalars[span.upperBound...]].contains {
            let rest = Array($0)
            let text = ReadText(rest, as: .plain)
            return ContextWords.shared.find(in: text, rest).contains { $0.word.goods & wanted != 0 }
        }
    }

    private func weigh(
        _ judge: NameJudge, _ letters: Range<Int>
    ) -> (confidence: Double, rules: RuleSet)? {
        let text = judge.text
        // Between hyphens.
        var start = letters.lowerBound
        while start > 0, text.gaps[start] == .none { start -= 1 }
        var end = letters.upperBound
        while end < text.count, text.gaps[end] == .none { end += 1 }
        let isPiece = start == letters.lowerBound && end == letters.upperBound
        if isPiece, start == 0, end == text.count {
            // Below what the registrant chose a short name is a word like others.
            return (judge.name.isShort && !label.isRegistrable ? 0.4 : 1, [])
        }
        let others =
            AddedWords.consists(text.plainLetters(0..<start))
            && AddedWords.consists(text.plainLetters(end..<text.count))
        if isPiece {
            if others { return (judge.name.isShort ? 0.7 : 0.95, .addedWords) }
            return (judge.name.isShort ? 0.35 : 0.85, [])
        }
        let isAdded =
            AddedWords.consists(text.plainLetters(start..<letters.lowerBound))
            && isAddition(letters.upperBound..<end, behind: letters, text)
        // Of the name itself: looked at, an m is two letters.
        let count = judge.name.plain.count
        if isAdded {
            let confidence = judge.name.isShort ? (count == 4 ? 0.6 : 0.3) : 0.88
            return (confidence, .addedWords)
        }
        let isAtEnd = start == letters.lowerBound || end == letters.upperBound
        switch count {
        case 8...: return (isAtEnd ? 0.7 : 0.6, .embedded)
        case 6...7: return (isAtEnd ? 0.6 : 0.45, .embedded)
        case 5: return (isAtEnd ? 0.4 : 0.3, .embedded)
        default: return nil
        }
    }

    /// Whether the letters up to the label's or piece's end are added words, or one word of goods.
    private func isAddition(
        _ rest: Range<Int>, behind name: Range<Int>, _ text: ReadText
    ) -> Bool {
        let letters = text.plainLetters(rest)
        return AddedWords.consists(letters)
            || JoinedGoods.classes(
                letters, of: text.plainLetters(name.lowerBound..<rest.upperBound)) != 0
    }
}
