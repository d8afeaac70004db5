import AuditTrail
import JSON
import SignIn
import TransparencyLog

/// The audit log, for programs.
enum AuditJSON {
    static func page(_ content: AuditPageContent) -> JSONValue {
        .members([
            ("records", .array(content.lines.map(line))), ("size", .integer(content.size)),
            ("before", content.before.map { .integer($0) }),
            (
                "cosigned",
                content.cosigned.map {
                    .members([
                        ("size", .integer($0.size)), ("at", IndicatorJSON.time($0.at)),
                        ("by", .array($0.by.map { .string($0) })),
                    ])
                }
            ),
        ])
    }

    private static func line(_ line: AuditLine) -> JSONValue {
        let content =
            switch line.content {
            case .record: "record"
            case .erased: "erased"
            case .unreadable: "unreadable"
            }
        let head: [(String, JSONValue?)] = [
            ("index", .integer(line.index)), ("at", IndicatorJSON.time(line.at)),
            ("leafHash", .string(line.leafHash.hex)), ("content", .string(content)),
        ]
        guard let record = line.record else { return .members(head) }
        var (roles, signedIn): (JSONValue?, JSONValue?) = (nil, nil)
        if case .person(_, let hadRoles, let method) = record.who {
            roles = .array(hadRoles.sorted().map { .string($0.rawValue) })
            signedIn = .string(method.rawValue)
        }
        return .members(
            head + [
                ("who", .string(record.who.name)), ("roles", roles), ("signedIn", signedIn),
                ("did", .string(record.action.rawValue)),
                ("purpose", (record.purpose?.description).map { .string($0) }),
                ("details", details(record.details)),
                ("results", record.results.map { .integer($0) }),
                ("rows", record.rows.map { .integer($0) }),
                ("status", record.status.map { .integer(UInt64(clamping: $0)) }),
                ("route", record.route.map { .string($0) }),
                ("request", record.request.map { .string($0) }),
            ])
    }

    static func held(_ exports: [ExportLedger.Held]) -> JSONValue {
        .object([
            "exports": .array(
                exports.map { export in
                    .members([
                        ("number", .integer(export.index)), ("at", IndicatorJSON.time(export.at)),
                        ("who", .string(export.who.name)),
                        ("purpose", (export.purpose?.description).map { .string($0) }),
                        ("details", details(export.details)), ("rows", .integer(export.rows)),
                    ])
                })
        ])
    }

    private static func details(_ details: [String: String]) -> JSONValue {
        .object(details.mapValues { .string($0) })
    }
}
