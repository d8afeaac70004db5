import Foundation
import MarkRecognition

/// Compilation, memory and time for a title, with as many made-up marks as the issue asks for: what
/// matters is their number and length, not what they say.
enum SpeedTrial {
    static let name = "speed"
    private static let marks = 5_000
    private static let aliasesOfEach = 10
    private static let rounds = 200

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
        let titles: [(String, String)] = [
            ("Latin, 200 characters, no mark", random.title(200) { $0.latin(3...9) }),
            (
                "Latin, with three disguised marks",
                random.title(160) { $0.latin(3...9) } + " " + disguised(list[0].name) + " "
                    + disguised(list[1].name) + " x " + list[2].name
            ),
            ("Cyrillic, 200 characters", random.title(200) { $0.other(5) }),
            ("kana, 200 characters", random.title(200) { $0.other(6) }),
            ("Han, 200 characters", random.title(200) { $0.other(7) }),
        ]
        for (name, title) in titles {
            var hits = 0
            let time = try processorTime {
                for _ in 0..<rounds { hits += try recogniser.recognise(title).count }
            }
            say(
                "\(name): \(microseconds(time / rounds)) µs, \(hits / rounds) hits"
            )
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
