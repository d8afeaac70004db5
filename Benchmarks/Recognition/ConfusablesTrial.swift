import Foundation
import MarkRecognition

/// How many rows of confusables.txt have the same skeleton on both sides, and why the others have not.
enum ConfusablesTrial {
    static let name = "confusables"

    @Sendable static func run(_ arguments: [String]) throws {
        let text = String(decoding: try arguments.file(0, "confusables.txt"), as: UTF8.self)
        let rows = text.split(separator: "\n").compactMap { ConfusableRow($0) }
        let exceptions = rows.filter { $0.skeletons.source != $0.skeletons.target }
        say(
            "\(rows.count - exceptions.count) of \(rows.count) rows have the same skeleton on both sides"
        )
        say("| row | characters | skeletons | reason |")
        say("|---|---|---|---|")
        for row in exceptions { say(row.line) }
        for reason in ConfusableReason.allCases {
            say("\(reason.rawValue): \(exceptions.count { $0.reason == reason })")
        }
    }
}

/// Why a row has two skeletons.
enum ConfusableReason: String, CaseIterable {
    /// NFD, the first step of UTS #39, takes the source apart, so that its own row is never looked up.
    case sourceDecomposes = "the source decomposes before its row is looked up"
    /// A character of the target is again the source of a row, which is applied to it.
    case targetHasPrototype = "a character of the target has a prototype of its own"
    /// A default-ignorable character is removed first.
    case sourceIsIgnored = "the source is not seen, and removed first"
    case unexplained
}

struct ConfusableRow {
    let source: [UInt32]
    let target: [UInt32]
    let skeletons: (source: [UInt32], target: [UInt32])

    init?(_ line: Substring) {
        let fields = line.split(separator: ";")
        guard fields.count >= 3, line.first?.isHexDigit == true else { return nil }
        let points = fields.prefix(2).map { field in
            field.split { $0.isWhitespace }.compactMap { UInt32($0, radix: 16) }
        }
        source = points[0]
        target = points[1]
        skeletons = (Skeleton.of(source), Skeleton.of(target))
    }

    var reason: ConfusableReason {
        let scalars = text(source).unicodeScalars
        if scalars.contains(where: \.properties.isDefaultIgnorableCodePoint) {
            return .sourceIsIgnored
        }
        let decomposed = text(source).decomposedStringWithCanonicalMapping.unicodeScalars
        if !decomposed.elementsEqual(scalars) { return .sourceDecomposes }
        let parts = text(target).decomposedStringWithCanonicalMapping.unicodeScalars
        return skeletons.target.elementsEqual(parts.map(\.value))
            ? .unexplained : .targetHasPrototype
    }

    var line: String {
        "| \(points(source)) → \(points(target)) | \(text(source)) → \(text(target)) | "
            + "\(points(skeletons.source)) ≠ \(points(skeletons.target)) | \(reason.rawValue) |"
    }

    private func text(_ points: [UInt32]) -> String {
        String(String.UnicodeScalarView(points.compactMap { Unicode.Scalar($0) }))
    }

    private func points(_ points: [UInt32]) -> String {
        points.map { String(format: "%04X", $0) }.joined(separator: " ")
    }
}
