/// The names that are looked for, in both readings, in a few flat arrays.
struct NameTable: Sendable {
    struct Name: Sendable {
        let mark: Int32
        let isAlias: Bool
        let script: Script
        /// In `letters` of `plain`, and of `glyph`.
        let plain: Range<Int32>
        let glyph: Range<Int32>
        /// Letters, a syllable of Hangul counted as its two or three.
        let isShort: Bool
        let hasSeveralWords: Bool
        /// One word, which people use every day.
        let isOrdinary: Bool
        let isDigits: Bool

        var isLatin: Bool { script == .latin || script == .digit }
    }

    /// Letters in a row with what each is read from.
    struct Letters: Sendable {
        var letters: [UInt32] = []
        var flags: [CharacterFlags] = []
        var gaps: [ReadText.Gap] = []
        /// Of `glyph`: the letter of the plain reading that it stands for.
        var plain: [UInt32] = []

        mutating func append(_ text: ReadText) -> Range<Int32> {
            let start = Int32(letters.count)
            letters += text.letters
            flags += text.flags
            gaps += text.gaps
            plain += text.plain
            return start..<Int32(letters.count)
        }
    }

    private(set) var names: [Name] = []
    private(set) var plain = Letters()
    private(set) var glyph = Letters()

    /// What the names of one owner are read as, and by which goods they are told apart.
    private struct Spelling: Hashable {
        let owner: Int32
        let goods: UInt64
        let letters: [UInt32]
    }

    init(_ marks: [Mark], owners: [Int32]) {
        var counts: [Spelling: Int] = [:]
        for (position, mark) in marks.enumerated() {
            var seen: Set<[UInt32]> = []
            let (owner, goods) = (owners[position], ContextWords.goods(of: mark.classes))
            func add(_ name: String, isAlias: Bool) {
                self.add(name, of: position, owner, goods, isAlias: isAlias, &seen, &counts)
            }
            add(mark.name, isAlias: false)
            for alias in mark.aliases {
                add(alias.name, isAlias: true)
            }
        }
    }

    /// Of the name's plain reading.
    func plainLetters(of name: Name) -> ArraySlice<UInt32> {
        plain.letters[Int(name.plain.lowerBound)..<Int(name.plain.upperBound)]
    }

    private mutating func add(
        _ text: String, of mark: Int, _ owner: Int32, _ goods: UInt64, isAlias: Bool,
        _ seen: inout Set<[UInt32]>, _ counts: inout [Spelling: Int]
    ) {
        let scalars = text.unicodeScalars.map(\.value)
        let read = ReadText(scalars, as: .plain)
        guard !read.letters.isEmpty, seen.insert(read.letters).inserted else { return }
        // Whoever has more marks of one spelling for the same goods is told no more of, and would hide another's.
        let spelling = Spelling(owner: owner, goods: goods, letters: read.letters)
        let count = counts[spelling, default: 0]
        guard count < Recogniser.hitsMax else { return }
        counts[spelling] = count + 1
        let scripts = read.letters.map(Script.init(of:))
        let script = scripts.first { $0 != .digit && $0 != .latin } ?? scripts[0]
        let isLatin = scripts.allSatisfy { $0 == .latin || $0 == .digit }
        let hasSeveralWords = read.gaps.dropFirst().contains { $0 != .none }
        names.append(
            Name(
                mark: Int32(mark), isAlias: isAlias, script: isLatin ? .latin : script,
                plain: plain.append(read),
                glyph: isLatin ? glyph.append(ReadText(scalars, as: .glyph)) : 0..<0,
                isShort: read.count < script.longNameLetters,
                hasSeveralWords: hasSeveralWords,
                isOrdinary: !hasSeveralWords && OrdinaryWords.contains(read.letters[...]),
                isDigits: scripts.allSatisfy { $0 == .digit }))
    }
}
