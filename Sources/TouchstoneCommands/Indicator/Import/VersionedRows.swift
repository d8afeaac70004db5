import AllianceNode
import STIX
import Statements
import TAXII

/// Rows of a list, beside what this member has said before: of the versions of a STIX object the newest one
/// speaks, once, and takes the place of the one before. Rows that have no versions are said as they are.
struct VersionedRows {
    /// A row that is said.
    struct Said {
        let row: ReportRow
        /// Nil for an object that was revoked: it only takes back.
        let report: Statement?
        /// Keep the version before, and take back what it said; nothing where there is none.
        let takingBack: [Statement]
    }

    private(set) var said: [Said] = []
    private(set) var refused: [(row: ReportRow, refusal: RowRefusal)] = []

    /// - Parameter judge: of objects that are to be said together, one for each; asked where there are any.
    init(
        _ rows: [ReportRow],
        judging judge: ([STIXObjectHead]) throws -> [SaidVersions.Judgement]
    ) rethrows {
        // Of each object once, and only of those that can be said.
        var heads: [(line: Int, head: STIXObjectHead)] = []
        for row in rows {
            guard let object = row.object, heads.last?.line != row.line, Self.says(row, object)
            else { continue }
            heads.append((row.line, object.head))
        }
        let judgements = try heads.isEmpty ? [] : judge(heads.map(\.head))
        let judged = Dictionary(uniqueKeysWithValues: zip(heads.map(\.line), judgements))
        var replaced: Set<Int> = []
        for row in rows {
            guard let object = row.object, let judgement = judged[row.line] else {
                append(row)
                continue
            }
            switch judgement {
            case .present:
                refuse(
                    row, "stix-version-present", "this version of the object was reported before")
            case .older(let last):
                refuse(
                    row, "stix-version-older",
                    "the object has a newer version, of \(last.text), which counts instead")
            case .news(let takingBack):
                let isFirst = !replaced.contains(row.line)
                if append(row, of: object, takingBack: isFirst ? takingBack : []) {
                    replaced.insert(row.line)
                }
            }
        }
    }

    private static func says(_ row: ReportRow, _ object: STIXImportItem.Original) -> Bool {
        if case .success = row.result { true } else { object.head.isRevoked }
    }

    private mutating func refuse(_ row: ReportRow, _ keyword: String, _ reason: String) {
        refused.append((row, RowRefusal(keyword: keyword, reason: reason)))
    }

    private mutating func append(_ row: ReportRow) {
        switch row.result {
        case .success(let report):
            said.append(Said(row: row, report: .assertIndicator(report), takingBack: []))
        case .failure(let refusal): refused.append((row, refusal))
        }
    }

    /// - Returns: whether it is said.
    private mutating func append(
        _ row: ReportRow, of object: STIXImportItem.Original, takingBack: [Statement]
    ) -> Bool {
        switch row.result {
        case .success(let assertion):
            let report = Statement.assertIndicator(assertion)
            do throws(StatementError) {
                // What nobody would accept must not take the place of what everybody does.
                if !takingBack.isEmpty {
                    _ = try Statement.decode(kind: report.kind, payload: report.payload())
                }
                said.append(Said(row: row, report: report, takingBack: takingBack))
                return true
            } catch {
                refuse(row, error.keyword, error.description)
                return false
            }
        case .failure(let refusal):
            guard object.head.isRevoked, !takingBack.isEmpty else {
                refused.append((row, refusal))
                return false
            }
            // Before the retraction, so that the object is never away. One that is too long by itself goes.
            let kept = try? PostedStatements.kept(object.head, object.json, object.tlp)
            said.append(
                Said(row: row, report: nil, takingBack: (kept.map { [$0] } ?? []) + takingBack))
            return true
        }
    }
}
