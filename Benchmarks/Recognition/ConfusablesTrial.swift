import Foundation
import MarkRecognition

/// How many rows of confusables.txt have the same skeleton on both sides, and which have not.
enum ConfusablesTrial {
    static let name = "confusables"

    @Sendable static func run(_ arguments: [String]) throws {
        let text = String(decoding: try arguments.file(0, "confusables.txt"), as: UTF8.self)
        var rows = 0
        var exceptions: [String] = []
        for line in text.split(separator: "\n") where line.first?.isHexDigit == true {
            let fields = line.split(separator: ";")
            guard fields.count >= 3 else { continue }
            let sides = fields.prefix(2).map { field in
                field.split { $0.isWhitespace }.compactMap { UInt32($0, radix: 16) }
            }
            rows += 1
            if Skeleton.of(sides[0]) != Skeleton.of(sides[1]) {
                let remark = line.split(separator: "#").dropFirst().first ?? ""
                exceptions.append(fields.prefix(2).joined(separator: "→") + remark)
            }
        }
        say("\(rows - exceptions.count) of \(rows) rows have the same skeleton on both sides")
        for exception in exceptions { say(exception) }
    }
}
