import AllianceNames
import AuditTrail
import CSV
import JSON
import MergedView
import Peering

/// A spreadsheet of one's own beside what is known: the console's 'check my list'.
extension RESTRoutes {
    static let listMediaType = "text/csv"
    static let workbookMediaType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// What is known, and what cannot be read, is told one by one up to so many; the rest is counted.
    static let listedValuesMax = 1_000

    var listChecking: RESTOperation {
        RESTOperation(
            method: .post, path: "/indicators/check-list", id: "checkList",
            summary:
                "The same for a spreadsheet of at most \(CheckedList.rowsMax) rows: CSV in UTF-8, UTF-16 with its mark or GB18030, or a workbook, of which the first sheet is read. What its columns hold is guessed where it is not said. Nothing of it is kept or shared.",
            access: ConsoleRoutes.audience,
            parameters: [
                .query(
                    "header", JSONSchema.word(["yes", "no"]),
                    "Whether its first row names the columns; guessed without it."),
                .repeated(
                    "column", JSONSchema.text(pattern: "^(0|[1-9][0-9]?):[a-z0-9-]+$"),
                    "What a column holds, counted from 0: '2:phone'; a type, 'anything' or 'ignored'."
                ),
            ],
            body: JSONSchema.text(), bodyMediaType: Self.listMediaType,
            otherBodies: [Self.workbookMediaType: JSONSchema.text(format: "binary")],
            success: .init(
                schema: JSONSchema.named("CheckedList"),
                meaning:
                    "How it was read, and what of it is known. A value may be several identifiers: 'knownCount' counts values, 'known' lists each identifier, at most \(Self.listedValuesMax).",
                isTagged: false),
            refusals: [411, 413, 415, 422, 501], recording: .ofAnswer,
            handler: { try await checkList($0) })
    }

    private func checkList(_ call: RESTCall) async throws -> DeskAnswer {
        let sent = try await sentList(call.request)
        let header = try call.query.read("header") { ["yes": true, "no": false][$0] }
        var chosen: [Int: CheckedList.Meaning] = [:]
        for (place, meaning) in try call.query.readAll("column", Self.column) {
            guard chosen.updateValue(meaning, forKey: place) == nil else {
                throw PeerProblem(
                    status: 400, keyword: "query", detail: "Column \(place) is said twice.")
            }
        }
        let list: CheckedList
        do throws(CheckedListError) {
            guard let read = sent.read else { throw .notText }
            list = try CheckedList(read, chosen: chosen, header: header)
        } catch {
            throw Self.problem(error)
        }
        let states = try await call.reading.known(list.lookups)
        let found = CheckedList.Findings(list, states)
        return DeskAnswer.json(Self.json(list, found).bytes)
            .noted(ConsoleRoutes.note(of: list, found))
    }

    /// - Throws: status 415 for another media type than the one that its first bytes tell of.
    private func sentList(_ request: DeskRequest) async throws -> SentSpreadsheet {
        let expected =
            SentSpreadsheet.isWorkbook(request.body) ? Self.workbookMediaType : Self.listMediaType
        guard MediaTypeField.name(request.header("content-type")) == expected else {
            throw PeerProblem(
                status: 415, keyword: "media-type",
                detail: "This takes text/csv, and workbooks as \(Self.workbookMediaType).")
        }
        return try await SentSpreadsheet(request.body, by: console.workbooks)
    }

    private static func column(_ text: String) -> (place: Int, meaning: CheckedList.Meaning)? {
        let sides = text.split(separator: ":", maxSplits: 1)
        guard sides.count == 2, let place = Int(sides[0]), String(place) == sides[0],
            (0..<CheckedList.columnsMax).contains(place),
            let meaning = CheckedList.Meaning(name: String(sides[1]))
        else { return nil }
        return (place, meaning)
    }

    private static func problem(_ error: CheckedListError) -> PeerProblem {
        let (keyword, detail) =
            switch error {
            case .nothing: ("list-empty", "There is no row in the list.")
            case .notText:
                (
                    "list-text",
                    "The list is no text in UTF-8, UTF-16 or GB18030, and no workbook; export it as CSV."
                )
            case .tooLong:
                (
                    "list-length",
                    "As text in UTF-8 the list has more than \(CheckedList.textBytesMax) bytes."
                )
            case .tooManyColumns:
                ("list-columns", "A list has at most \(CheckedList.columnsMax) columns.")
            }
        return PeerProblem(status: 422, keyword: keyword, detail: detail)
    }

    // MARK: Its answer

    private static func json(
        _ list: CheckedList, _ found: CheckedList.Findings
    ) -> JSONValue {
        let columns = list.columns.map { column in
            JSONValue.members([
                ("name", column.name.map { .string($0) }), ("holds", .string(column.meaning.name)),
                ("sample", .string(column.sample)),
            ])
        }
        let known = found.known.prefix(listedValuesMax).map { known in
            JSONValue.members([
                ("line", .integer(UInt64(known.value.line))), ("value", .string(known.value.text)),
                ("indicator", IndicatorJSON.summary(known.state, [])),
            ])
        }
        let unreadable = found.unreadable.prefix(listedValuesMax).map { value in
            JSONValue.members([
                ("line", .integer(UInt64(value.line))), ("value", .string(value.text)),
                ("refused", .string(value.refusal?.reason ?? "")),
            ])
        }
        let broken = list.refused.prefix(listedValuesMax).map { row in
            JSONValue.members([
                ("line", .integer(UInt64(row.line))), ("refused", .string(row.reason)),
            ])
        }
        return .members([
            ("readAs", .string(list.form.name)),
            ("header", .bool(list.hasHeader)), ("columns", .array(columns)),
            ("rows", .integer(UInt64(list.rows))), ("isCut", .bool(list.isCut)),
            ("readable", .integer(UInt64(found.readable))),
            ("knownCount", .integer(UInt64(found.knownValues))),
            ("members", .array(found.members.sorted().map { .string($0.rawValue) })),
            ("known", .array(Array(known))),
            ("unreadableCount", .integer(UInt64(found.unreadable.count))),
            ("unreadable", .array(Array(unreadable))),
            ("brokenRowCount", .integer(UInt64(list.refusedCount))),
            ("brokenRows", .array(Array(broken))),
        ])
    }
}
