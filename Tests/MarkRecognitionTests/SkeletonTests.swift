import Foundation
import MarkRecognition
import Testing

@Suite struct SkeletonTests {
    private static let published: URL = {
        let vectors =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared/vectors")
            .standardizedFileURL
        return vectors.appending(path: "unicode-security/confusables-17.0.0.txt")
    }()

    @Test(
        "texts that can be taken for one another have one skeleton",
        arguments: [("paypal", "раураl"), ("scope", "ѕсоре"), ("Ⅰ", "l"), ("ﬃ", "ﬃ"), ("m", "rn")])
    func pairs(one: String, other: String) {
        #expect(skeleton(one) == skeleton(other))
        #expect(skeleton(one) != skeleton(other + "x"))
    }

    @Test(
        "each published row has one skeleton on both sides, but for the few that UTS #39 itself parts",
        .enabled(if: FileManager.default.fileExists(atPath: published.path()), "no shared vectors"))
    func confusables() throws {
        let rows = try ConfusableRow.rows(of: String(contentsOf: Self.published, encoding: .utf8))
        #expect(rows.count == 6_565)
        let equal = rows.filter { Skeleton.of($0.source) == Skeleton.of($0.target) }
        #expect(equal.count >= 6_530)
    }

    private func skeleton(_ text: String) -> [UInt32] {
        Skeleton.of(text.unicodeScalars.map(\.value))
    }
}

/// A row of confusables.txt.
private struct ConfusableRow {
    let source: [UInt32]
    let target: [UInt32]

    static func rows(of text: String) throws -> [Self] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ";")
            guard fields.count >= 3, line.first?.isHexDigit == true else { return nil }
            let points = fields.prefix(2).map { field in
                field.split { $0.isWhitespace }.compactMap { UInt32($0, radix: 16) }
            }
            return Self(source: points[0], target: points[1])
        }
    }
}
