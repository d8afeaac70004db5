import AllianceNames
import Complaints
import NodeAPI
import Statements

/// What was asked, objected, ordered and held in a complaint's course: what there is to answer, and by which name.
extension ComplaintOutput {
    static func write(course state: CaseState, _ detail: ComplaintDetail) {
        write(["explained", "decision"], of: state) { listing in
            guard let ruling = listing.ruling, !ruling.explanation.isEmpty else { return [] }
            return [[oneLine(ruling.explanation), "\(ruling.entry)"]]
        }
        write(["asked for", "by when", "text", "given", "request"], of: state) { listing in
            listing.requests.map { request($0, detail) }
        }
        write(["objection", "said", "reason", "text", "stands", "statement"], of: state) {
            $0.objections.map { objection($0, detail) }
        }
        write(["order", "progress", "statement"], of: state) { listing in
            listing.order.map { [[$0.action.verb, progress($0), "\($0.entry)"]] } ?? []
        }
        write(["held until", "statement"], of: state) { listing in
            guard let hold = listing.hold, let until = listing.heldUntil else { return [] }
            return [[MomentText.print(until), "\(hold.entry)"]]
        }
        var pauses = Table(["paused for", "from", "until", "statement"])
        for pause in state.pauses {
            pauses.append([
                pause.reason.name, MomentText.print(pause.from), MomentText.print(pause.until),
                "\(pause.entry)",
            ])
        }
        if !pauses.isEmpty { Output.write("\n" + pauses.text) }
        write(remarks: detail)
    }

    /// What people wrote beside all else.
    private static func write(remarks detail: ComplaintDetail) {
        var table = Table(["written with", "text", "statement"])
        for (entry, said) in detail.said.sorted(by: { $0.key < $1.key }) {
            guard let word = word(said), let text = said.writtenText, !text.isEmpty else {
                continue
            }
            table.append([word, oneLine(text), "\(entry)"])
        }
        if !table.isEmpty { Output.write("\n" + table.text) }
    }

    /// Nil for what stands in a table of its own.
    private static func word(_ said: ComplaintStatement) -> String? {
        switch said {
        case .complaint, .decision, .evidenceRequest, .counterNotice, .appeal: nil
        case .withdrawal: "withdrawal"
        case .outcome: "outcome"
        case .evidenceSupply: "evidence"
        case .reinstatement: "reinstatement"
        case .operationHold: "hold"
        case .clockPause: "pause"
        }
    }

    private static func request(
        _ request: ListingState.RequestedEvidence, _ detail: ComplaintDetail
    ) -> [String] {
        var (roles, text) = ("", "")
        if case .evidenceRequest(let asked)? = detail.said[request.entry] {
            roles = asked.roles.map(\.name).joined(separator: ", ")
            text = oneLine(asked.text)
        }
        return [
            roles, MomentText.print(request.due), text,
            request.suppliedAt.map(moment) ?? "not yet", "\(request.entry)",
        ]
    }

    private static func objection(
        _ objection: ListingState.Objection, _ detail: ComplaintDetail
    ) -> [String] {
        let said = detail.said[objection.entry]
        var reason = ""
        if case .counterNotice(let notice)? = said { reason = notice.reason.name }
        let standing =
            switch objection.isUpheld {
            case nil: "open"
            case true?: "founded"
            case false?: "unfounded"
            }
        return [
            objection.kind.rawValue, moment(objection.time), reason,
            oneLine(said?.writtenText ?? ""), standing, "\(objection.entry)",
        ]
    }

    private static func progress(_ order: MarketplaceOrder) -> String {
        switch order.progress {
        case .outstanding: "outstanding"
        case .confirmed(_, let time): "done, \(moment(time))"
        case .escalated(_, let time): "not done, \(moment(time)): a person sees to it"
        }
    }

    /// A table of what listings have; those that have the same stand in one row.
    private static func write(
        _ header: [String], of state: CaseState, _ cells: (ListingState) -> [[String]]
    ) {
        var rows: [[String]] = []
        var listings: [[String]: [Int]] = [:]
        for listing in state.listings {
            for row in cells(listing) {
                if listings[row] == nil { rows.append(row) }
                listings[row, default: []].append(listing.place)
            }
        }
        guard !rows.isEmpty else { return }
        var table = Table([header[0], "listings"] + header.dropFirst())
        for row in rows {
            let named = listings[row] ?? []
            let which = named.count == state.listings.count ? "all" : places(named)
            table.append([row[0], which] + row.dropFirst())
        }
        Output.write("\n" + table.text)
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
