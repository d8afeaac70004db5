import Statements

/// Which goods a list of names is about: 'for Nike, Adidas shoes' names what goods go with twice, and 'case for
/// iPhone, Gucci bag' goes on to goods of Gucci's.
struct ListedGoods {
    /// Up to the goods that a name is said of: 'Gucci Marmont shoulder bag'.
    private static let nameWordsMax = 4
    /// Between two names of a list: models, and names of no mark.
    private static let otherWordsMax = 8
    private static let otherScalarsMax = 64
    /// White space between a name and the word beside it.
    private static let spaceMax = 4
    /// Up to the number of a model.
    private static let modelScalarsMax = 24

    private let scalars: [UInt32]
    private let places: LetterPlaces
    private let goods: [ContextWords.Found]
    /// Words that no list of names goes on over: goods but those that parts go with, parts, trade, people.
    private let ends: [ContextWords.Found]

    init(_ scalars: [UInt32], _ places: LetterPlaces, _ found: [ContextWords.Found]) {
        self.scalars = scalars
        self.places = places
        goods = found.filter { $0.word.goods != 0 }
        let devices = found.filter { if case .device = $0.word.sense { true } else { false } }
        ends = found.filter { word in
            switch word.word.sense {
            case .part, .people: true
            case .none:
                word.word.isTrade
                    || word.word.goods != 0 && !devices.contains { $0.span == word.span }
            case .negation, .device, .numbering, .phrase: false
            }
        }
    }

    /// Classes of the goods that a list is about which this name begins: its mark's, and of what is said behind it.
    func begun(by name: ListedName) -> UInt64 {
        goods.reduce(name.classes) { classes, word in
            let isItself = word.isWithin(name.span)
            let isBehind = word.span.lowerBound >= name.span.upperBound
            guard isItself || isBehind && isSpace(name.span.upperBound..<word.span.lowerBound)
            else { return classes }
            return classes | word.word.goods
        }
    }

    /// Whether goods, or a part, are named in a place.
    func hasGoods(at place: Int) -> Bool {
        goods.contains { $0.span.lowerBound == place }
            || ends.contains { $0.span.lowerBound == place }
    }

    /// Classes of goods that are named up to the first comma.
    func named(in part: Range<Int>) -> UInt64 {
        goods.reduce(0) { classes, word in
            guard word.isWithin(part),
                !TextStops.hasStop(part.lowerBound..<word.span.lowerBound, scalars)
            else { return classes }
            return classes | word.word.goods
        }
    }

    /// Whether a name behind others is that of other goods, which are named: its mark shares no class with the list,
    /// and neither do they.
    ///
    /// - Parameters:
    ///   - list: classes of the list, 0 where they are not known.
    ///   - start: where it begins.
    func isOther(_ name: ListedName, than list: UInt64, from start: Int) -> Bool {
        guard list != 0, name.classes & list == 0 else { return false }
        if name.joined & list == 0, name.joined != 0 { return true }
        return goods.contains { word in
            guard word.word.goods & list == 0 else { return false }
            let isOwn = word.word.goods & name.classes != 0
            return isSaid(word.span, of: name.span, isOwn: isOwn)
                || isSaid(word.span, before: name.span, from: start)
        }
    }

    /// Behind a comma only what the mark is for: 'for iPhone, Gucci, Prada bags'.
    private func isSaid(_ word: Range<Int>, of name: Range<Int>, isOwn: Bool) -> Bool {
        guard name.upperBound <= word.lowerBound else { return false }
        let between = name.upperBound..<word.lowerBound
        return places.gaps(between.lowerBound, between.upperBound) <= Self.nameWordsMax
            && !places.hasSentenceEnd(between)
            && (isOwn || !TextStops.hasStop(between, scalars))
    }

    /// 'Compatible con Samsung, zapatillas Nike'.
    private func isSaid(_ word: Range<Int>, before name: Range<Int>, from start: Int) -> Bool {
        start <= word.lowerBound && word.upperBound <= name.lowerBound
            && isSpace(word.upperBound..<name.lowerBound)
            && NameLists.endsInJoint(start..<word.lowerBound, scalars)
    }

    /// Whether a list goes on over models and names of no mark: 'for Samsung Galaxy S23, Huawei P30'. Only among marks
    /// of one class, from number to number, and not to goods: 'for iPhone 15, Samsung charger'.
    func goesOn(over between: Range<Int>, to name: ListedName, about list: UInt64) -> Bool {
        guard name.classes & list != 0, name.joined == 0, between.count <= Self.otherScalarsMax,
            places.gaps(between.lowerBound, between.upperBound) <= Self.otherWordsMax,
            !places.hasSentenceEnd(between), NameLists.endsInJoint(between, scalars),
            !between.contains(where: isDigit) || hasNumber(behind: name.span)
        else { return false }
        return !ends.contains { $0.isWithin(between) || isBeside($0.span, name.span) }
            && !goods.contains { isBeside($0.span, name.span) }
    }

    /// In scripts without spaces goods stand behind what they go with: 适用华为P30、小米12手机壳.
    private func isBeside(_ word: Range<Int>, _ name: Range<Int>) -> Bool {
        if word.upperBound <= name.lowerBound { return isSpace(word.upperBound..<name.lowerBound) }
        return name.upperBound <= word.lowerBound
            && !Script(of: scalars[word.lowerBound]).isUnspaced
            && isSpace(name.upperBound..<word.lowerBound)
    }

    private func hasNumber(behind name: Range<Int>) -> Bool {
        let rest = name.upperBound..<min(name.upperBound + Self.modelScalarsMax, scalars.count)
        guard let digit = rest.first(where: isDigit) else { return false }
        return !TextStops.hasStop(name.upperBound..<digit, scalars)
    }

    private func isDigit(_ place: Int) -> Bool { (0x30...0x39).contains(scalars[place]) }

    private func isSpace(_ part: Range<Int>) -> Bool {
        part.count <= Self.spaceMax && part.allSatisfy { TextFolding.isWhiteSpace(scalars[$0]) }
    }
}
