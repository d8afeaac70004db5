import Foundation
import MarkRecognition

/// Compilation, memory and time for a title, with as many made-up marks as the issue asks for: what
/// matters is their number and length, not what they say. Titles are made up likewise, so that many of their words
/// sound like marks; with a file of brands also of the names of those, which are words that people use.
///
///     touchstone-recognition-trial speed multiscript-brands-dev.json
enum SpeedTrial {
    static let name = "speed"
    private static let marks = 5_000
    private static let aliasesOfEach = 10
    private static let titlesOfKind = 40
    private static let rounds = 50

    @Sendable static func run(_ arguments: [String]) throws {
        var random = TrialRandom(seed: 7)
        let list = (0..<marks).map { _ in
            Mark(
                random.latin(5...12),
                aliases: (0..<aliasesOfEach).map { position in
                    .init(name: position < 5 ? random.latin(5...14) : random.other(position))
                }, classes: [25])
        }
        _ = CharacterTable.isLetterOrDigit("a")
        let before = residentBytes()
        var made: Recogniser?
        let compiling = try processorTime { made = Recogniser(try MarkList(list)) }
        guard let recogniser = made else { throw TrialFailure("nothing was compiled") }
        say(
            "\(marks) marks, \(marks * aliasesOfEach) aliases: compiled in \(milliseconds(compiling)) ms, \((residentBytes() - before) / 1_000_000) MB"
        )
        for kind in try kinds + (arguments.isEmpty ? [] : brandKinds(arguments)) {
            let titles = (0..<titlesOfKind).map { _ in kind.title(&random, list) }
            var hits = 0
            let time = try processorTime {
                for _ in 0..<rounds {
                    for title in titles { hits += try recogniser.recognise(title).count }
                }
            }
            let each = time / (rounds * titlesOfKind)
            say(
                "\(kind.name): \(microseconds(each)) µs a title, \(hits / rounds) hits in \(titles.count)"
            )
        }
    }

    private struct Kind: Sendable {
        let name: String
        let title: @Sendable (inout TrialRandom, [Mark]) -> String

        static func words(
            _ name: String, _ word: @escaping @Sendable (inout TrialRandom) -> String
        ) -> Kind {
            Kind(name: name) { random, _ in random.title(200, word) }
        }
    }

    /// Titles of 200 characters, each another.
    private static let kinds: [Kind] = [
        .words("Latin, no mark") { $0.latin(3...9) },
        Kind(name: "Latin, with three disguised marks") { random, list in
            let names = (0..<3).map { _ in list[random.next(list.count)].name }
            return random.title(160) { $0.latin(3...9) } + " "
                + names.map(disguised).joined(separator: " x ")
        },
        .words("Cyrillic") { $0.other(5) }, .words("Greek") { $0.other(8) },
        .words("Arabic") { $0.other(10) }, .words("Hebrew") { $0.other(11) },
        .words("kana") { $0.other(6) }, .words("Hangul") { $0.other(9) },
        .words("Han") { $0.other(7) },
        Kind(name: "Han without spaces") { random, _ in
            var title = ""
            while title.count < 200 { title += random.other(7) }
            return String(title.prefix(200))
        },
    ]

    /// Titles of 200 characters that are names of brands in a row, by script; of scripts that fill a few.
    private static func brandKinds(_ arguments: [String]) throws -> [Kind] {
        let brands = try BrandFile.brands(try arguments.file(0, "multiscript-brands-dev.json"))
        var names: [String: [String]] = [:]
        for name in brands.flatMap(\.names) {
            guard let script = NameScript.single(name) ?? (NameScript.isLatin(name) ? "Latin" : nil)
            else { continue }
            names[script, default: []].append(name)
        }
        return names.filter { $0.value.count >= 20 }.sorted { $0.key < $1.key }.map {
            script, names in
            .words("\(script), names of brands") { random in names[random.next(names.count)] }
        }
    }

    private static func disguised(_ name: String) -> String {
        name.replacing("a", with: "а").replacing("e", with: "3")
    }

    /// Of this process, so that others on the machine do not count.
    private static func processorTime(_ body: () throws -> Void) rethrows -> Duration {
        func used() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let before = used()
        try body()
        return used() - before
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        Int(duration / .milliseconds(1))
    }

    private static func microseconds(_ duration: Duration) -> Double {
        (duration / .microseconds(1) * 10).rounded() / 10
    }

    private static func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ")
        return (fields.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * 4_096
    }
}

/// Words that sound like words, the same each time.
struct TrialRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func pick(_ letters: String) -> Character {
        let letters = Array(letters)
        return letters[next(letters.count)]
    }

    mutating func latin(_ lengths: ClosedRange<Int>) -> String {
        let length = lengths.lowerBound + next(lengths.count)
        return String(
            (0..<length).map { $0.isMultiple(of: 2) ? pick("bcdfghklmnprstvz") : pick("aeiou") })
    }

    mutating func other(_ kind: Int) -> String {
        let length = 3 + next(6)
        switch kind {
        case 5:
            return String(
                (0..<length).map { $0.isMultiple(of: 2) ? pick("бвгдзклмнпрст") : pick("аеиоу") })
        case 6:
            return String(
                (0..<length).map { _ in pick("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロ") })
        case 7: return String((0..<max(2, length / 2)).compactMap { _ in han() })
        case 8:
            return String(
                (0..<length).map { $0.isMultiple(of: 2) ? pick("βγδζκλμνπρστ") : pick("αεηιου") })
        case 10: return String((0..<length).map { _ in pick("ابتجدرزسشفقكلمنهوي") })
        case 11: return String((0..<length).map { _ in pick("אבגדהוזחטיכלמנספצקרשת") })
        default: return String((0..<max(2, length / 2)).compactMap { _ in hangul() })
        }
    }

    private mutating func han() -> Character? {
        Unicode.Scalar(0x4e00 + next(8_000)).map(Character.init)
    }

    private mutating func hangul() -> Character? {
        Unicode.Scalar(0xac00 + next(11_172)).map(Character.init)
    }

    mutating func title(_ length: Int, _ word: (inout Self) -> String) -> String {
        var title = ""
        while title.count < length { title += word(&self) + " " }
        return String(title.prefix(length))
    }
}
