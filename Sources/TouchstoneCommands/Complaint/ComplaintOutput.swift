import AllianceNames
import Complaints
import JSON
import NodeAPI
import ProductAuthentication
import Statements
import TransparencyLog

/// What commands of complaints print: with `--format json` the same objects as the desk's REST interface, below a
/// version.
enum ComplaintOutput {
    private static let version: UInt64 = 1

    static func write(json members: [String: JSONValue]) {
        var members = members
        members["version"] = .integer(version)
        // `printed` ends its last line.
        Output.write(String(JSONValue.object(members).printed.dropLast()))
    }

    static func moment(_ time: EventTime) -> String {
        time.milliseconds.map(MomentText.print) ?? "awaiting confirmation"
    }

    // MARK: Checks

    static func write(_ failures: [FilingFailure], format: OutputFormat) {
        switch format {
        case .json: write(json: ["failures": ComplaintJSON.failures(failures)])
        case .table:
            guard !failures.isEmpty else { return Output.write("Nothing is wrong with it.") }
            var table = Table(["code", "listings", "what is wrong", "what mends it"])
            for failure in failures {
                table.append([
                    failure.code, places(failure.places), failure.problem, failure.mend,
                ])
            }
            Output.write(table.text)
        }
    }

    static func places(_ places: [Int]) -> String {
        places.isEmpty ? "all" : places.map(String.init).joined(separator: ", ")
    }

    // MARK: What was said

    static func write(
        _ outcome: SigningOutcome, _ what: String, format: OutputFormat
    ) throws -> EntryReference {
        guard case .signed(let entries, _) = outcome else {
            throw CommandError("nothing was signed")
        }
        let entry = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        switch format {
        case .json:
            write(json: [
                "id": .string(entry.pathName), "log": .string(entry.origin.description),
                "index": .integer(entry.index),
            ])
        case .table: Output.write("\(what): signed as \(entry)")
        }
        return entry
    }

    // MARK: One complaint

    static func write(_ detail: ComplaintDetail, format: OutputFormat) {
        guard format == .table else {
            return write(json: ["complaint": ComplaintJSON.detail(detail, isOwn: true)])
        }
        switch detail.reading {
        case .complaintAbsent: Output.write("Complaint \(detail.id) has not arrived.")
        case .refused(let why): Output.write("Complaint \(detail.id) counts for nothing: \(why).")
        case .stands(let state):
            write(head: state, detail)
            write(listings: state)
            write(course: state, detail)
            write(rest: state, detail)
        }
    }

    private static func write(head state: CaseState, _ detail: ComplaintDetail) {
        Output.write("Complaint \(state.id)")
        var table = Table(["", " "])
        table.append(["complainant", state.complainant.description])
        let title = detail.right.map { " \($0.title)" } ?? ""
        table.append(["right", state.complaint.right.key + title])
        table.append(["ground", state.complaint.ground.name])
        table.append(["filed", moment(state.time)])
        table.append(["declared by", state.complaint.declaredBy])
        if let holder = state.complaint.onBehalfOf { table.append(["on behalf of", holder]) }
        if !state.complaint.explanation.isEmpty {
            table.append(["explanation", oneLine(state.complaint.explanation)])
        }
        if let mended = state.mendedBy { table.append(["replaced by", "\(mended)"]) }
        if let mends = state.complaint.mends { table.append(["replaces", "\(mends)"]) }
        Output.write(String(table.text.drop { $0 != "\n" }.dropFirst()))
    }

    private static func write(listings state: CaseState) {
        var table = Table(["place", "listing", "stage", "decided", "by", "reasons", "points"])
        for listing in state.listings {
            let ruling = listing.ruling
            table.append([
                "\(listing.place)", listing.listing.value, listing.stage.rawValue,
                ruling.map { moment($0.time) } ?? "",
                ruling.map { $0.isAutomatic ? "rule" : "a person" } ?? "",
                ruling?.reasons.joined(separator: ", ") ?? "",
                ruling?.score.map { "\($0.logOddsThousandths)" } ?? "",
            ])
        }
        Output.write("\n" + table.text)
    }

    private static func write(rest state: CaseState, _ detail: ComplaintDetail) {
        var due = Table(["by", "what", "listings"])
        for deadline in detail.deadlines.sorted() {
            due.append([
                MomentText.print(deadline.time), deadline.kind.rawValue, places(deadline.places),
            ])
        }
        if !due.isEmpty { Output.write("\n" + due.text) }
        var files = Table(["evidence", "sha256", "type", "bytes", "here"])
        for file in state.evidence {
            files.append([
                file.role.name, file.digest.hex, file.mediaType, "\(file.byteCount)",
                detail.held.contains(file.digest) ? "yes" : "no",
            ])
        }
        if !files.isEmpty { Output.write("\n" + files.text) }
        var items = Table(["number on goods", "named by", "listing", "its owner says", "member"])
        for asked in state.askedItems(detail.itemAnswers) {
            let judgement = asked.answer?.judgement
            items.append([
                asked.item.elementString, asked.side.rawValue, "\(asked.item.listing)",
                judgement.map { said in
                    ([said.verdict.rawValue] + said.reasons.map(\.rawValue)).joined(separator: ", ")
                } ?? (asked.told == .unasked ? "" : asked.told.rawValue),
                asked.answer?.responder.rawValue ?? "",
            ])
        }
        if !items.isEmpty { Output.write("\n" + items.text) }
        var refused = Table(["counts for nothing", "listing", "why"])
        for one in state.refused {
            refused.append([
                "\(one.entry)", one.place.map { "\($0)" } ?? "all", "\(one.refusal)",
            ])
        }
        if !refused.isEmpty { Output.write("\n" + refused.text) }
    }

    static func write(_ items: [ReviewItem], format: OutputFormat) {
        guard format == .table else {
            return write(json: ["items": .array(items.map(ComplaintJSON.item))])
        }
        guard !items.isEmpty else { return Output.write("Nothing waits for a person.") }
        var table = Table([
            "urgency", "harm", "due", "kind", "why", "listing", "place", "complaint",
        ])
        for item in items {
            table.append([
                item.band.jsonName, "\(item.harm)", item.due.map(MomentText.print) ?? "",
                item.kind.rawValue, item.reason?.rawValue ?? "", item.listing.value,
                "\(item.place)", "\(item.complaint)",
            ])
        }
        Output.write(table.text)
    }
}
