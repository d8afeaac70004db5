package import AllianceNames
import Statements

/// The marks that members own: which of them stand in a text, and by what other names one goes.
///
/// What finds them in texts is compiled with the first text, since it takes long and whoever looks names up needs none
/// of it. Copies share it.
package struct MarkRegister: Sendable {
    /// Other names of one mark that a search looks for.
    package static let otherNamesMax = 64
    /// Words of a query that may be one name.
    private static let nameWordsMax = 6

    package let marks: [RegisteredMark]
    private let recogniser: LateRecogniser
    /// Marks by each of their names, folded.
    private let byName: [String: [Int]]
    private let byRegistration: [String: [Int]]

    /// - Parameter all: of more than a recogniser takes, the first.
    package init(_ all: [RegisteredMark]) {
        let marks = RegisteredMark.recognisable(all)
        recogniser = LateRecogniser(marks)
        self.marks = marks
        var byName: [String: [Int]] = [:]
        var byRegistration: [String: [Int]] = [:]
        for (place, registered) in marks.enumerated() {
            for registration in Set(registered.registrations) {
                byRegistration[registration, default: []].append(place)
            }
            for name in Set(Self.names(of: registered.mark).map(Self.folded)) {
                byName[name, default: []].append(place)
            }
        }
        self.byName = byName
        self.byRegistration = byRegistration
    }

    package static let empty = MarkRegister([])

    package var isEmpty: Bool { marks.isEmpty }

    // MARK: In texts

    /// What is longer than anybody writes is looked at from its beginning.
    package func hits(
        in text: String, context: RecognitionContext
    ) -> [(mark: RegisteredMark, hit: MarkHit)] {
        let cut = String(text.unicodeScalars.prefix(Recogniser.textScalarsMax))
        return ((try? found(in: cut, context: context)) ?? []).map { (marks[$0.mark], $0) }
    }

    /// The same by their places in `marks`, down to a confidence. Blocks with the first text, for about a second where
    /// there are thousands of marks.
    ///
    /// - Throws: `RecognitionError` for a text that is too long.
    package func found(
        in text: String, context: RecognitionContext,
        confidenceMin: Double = Recogniser.confidenceMin
    ) throws(RecognitionError) -> [MarkHit] {
        guard !marks.isEmpty else { return [] }
        return try recogniser.compiled().recognise(
            text, context: context, confidenceMin: confidenceMin)
    }

    /// Marks that have this very name, however short, but for case, width and accents; with whether it is an alias.
    package func named(_ name: String) -> [(mark: RegisteredMark, isAlias: Bool)] {
        let folded = Self.folded(name)
        return (byName[folded] ?? []).map { place in
            (marks[place], Self.folded(marks[place].mark.name) != folded)
        }
    }

    /// The places in `marks` of those that rest on a registration, as `Right.key` writes it, in order.
    package func places(restingOn registration: String) -> [Int] {
        byRegistration[registration] ?? []
    }

    // MARK: In queries

    /// Runs of a query's words that are a name of a mark, the longest from each place on, with its other names.
    package func named(in words: [some StringProtocol]) -> [(words: Range<Int>, names: [String])] {
        var runs: [(words: Range<Int>, names: [String])] = []
        guard !byName.isEmpty else { return runs }
        var start = 0
        while start < words.count {
            var end = min(words.count, start + Self.nameWordsMax)
            while end > start {
                let text = words[start..<end].joined(separator: " ")
                let others = otherNames(of: text)
                if !others.isEmpty {
                    runs.append((start..<end, others))
                    break
                }
                end -= 1
            }
            start = max(end, start + 1)
        }
        return runs
    }

    /// Other names of the marks that have this one, each once, in the order in which they are stated.
    package func otherNames(of name: String) -> [String] {
        let asked = Self.folded(name)
        var seen: Set<String> = [asked]
        var names: [String] = []
        for place in byName[asked] ?? [] {
            for name in Self.names(of: marks[place].mark)
            where names.count < Self.otherNamesMax && seen.insert(Self.folded(name)).inserted {
                names.append(name)
            }
        }
        return names
    }

    /// What members call the mark beside this name, and who says so.
    package func aliases(of name: String) -> [(alias: Mark.Alias, owner: MemberID)] {
        var seen: Set<String> = []
        var found: [(alias: Mark.Alias, owner: MemberID)] = []
        for (registered, _) in named(name) {
            for alias in registered.mark.aliases
            where found.count < Self.otherNamesMax
                && seen.insert(Self.folded(alias.name)).inserted
            {
                found.append((alias, registered.owner))
            }
        }
        return found
    }

    private static func names(of mark: Mark) -> [String] {
        [mark.name] + mark.aliases.map(\.name)
    }

    private static func folded(_ name: String) -> String { TextFolding.unaccented(name) }
}
