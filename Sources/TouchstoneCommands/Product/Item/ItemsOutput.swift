import GS1
import ProductAuthentication

/// What the registry holds of items: the JSON of `product item`.
struct ItemsOutput: VersionedOutput {
    struct Recall: Encodable {
        let at: String
        let cause: String
    }
    struct Step: Encodable {
        /// `recorded`, `changed`, `undone` or `corrected`.
        let kind: String
        let state: String
        let at: String
        let by: String?
        let cause: String?
    }
    /// Up to when the owner has found in order what people scanned.
    struct Clearance: Encodable {
        let until: String
        let cause: String
    }
    /// Somebody read the number, or asked about it.
    struct Sight: Encodable {
        let at: String
        /// `received`, `sold`, `verified` and so on.
        let what: String
        /// ISO 3166-1, two letters.
        let country: String
    }
    struct Item: Encodable {
        let gtin: String?
        let scheme: String?
        /// Serial number or code.
        let serial: String
        let state: String
        let at: String
        let lot: String?
        /// YYMMDD; the lot's where the item has none of its own.
        let expiry: String?
        let market: String?
        /// Of the whole lot; absent where it is not recalled.
        let lotRecall: Recall?
        /// Oldest first.
        let history: [Step]
        /// States that may follow.
        let next: [String]
        /// Oldest first; of many, those that the scan history keeps.
        let seen: [Sight]
        let cleared: Clearance?

        init(
            _ item: RegisteredItem, _ steps: [ItemHistoryEntry], seen history: any ScanHistory
        ) throws {
            let record = item.record
            switch item.product {
            case .gtin(let code): (gtin, scheme) = (code.digits14, nil)
            case .scheme(let name): (gtin, scheme) = (nil, name)
            }
            serial = item.serial
            state = record.state.name
            at = ItemTime.print(record.updatedAt)
            lot = record.lot?.text
            expiry = record.effectiveExpiry?.description
            market = record.market?.code
            lotRecall = record.lotRecord?.recall.map {
                Recall(at: ItemTime.print($0.at), cause: $0.cause)
            }
            self.history = steps.map {
                Step(
                    kind: $0.kind.name, state: $0.state.name, at: ItemTime.print($0.at), by: $0.by,
                    cause: $0.cause)
            }
            next = ItemTransitions.standard.states(after: record.state).map(\.name)
            seen = try history.scans(of: item.product, serial: item.serial).map {
                Sight(
                    at: ItemTime.print($0.at), what: $0.kind.name, country: $0.place.country.code)
            }
            cleared = try history.clearance(of: item.product, serial: item.serial).map {
                Clearance(until: ItemTime.print($0.at), cause: $0.cause)
            }
        }
    }
    let version = 1
    let items: [Item]

    func write(_ format: OutputFormat) throws {
        switch format {
        case .json: try Output.write(json: self)
        case .table: for item in items { Self.print(item) }
        }
    }

    private static func print(_ item: Item) {
        let name = item.gtin.map { "GTIN \($0)" } ?? "scheme \(item.scheme ?? "")"
        Output.write(
            Table.visible("\(name), number \(item.serial): \(item.state) since \(item.at)"))
        let details = [
            item.lot.map { "lot \($0)" }, item.expiry.map { "expiry \($0)" },
            item.market.map { "market \($0)" },
        ].compactMap { $0 }
        if !details.isEmpty { Output.write(Table.visible(details.joined(separator: ", "))) }
        if let recall = item.lotRecall {
            Output.write(Table.visible("its lot is recalled since \(recall.at): \(recall.cause)"))
        }
        var table = Table(["at", "what", "state", "by", "cause"])
        for step in item.history {
            table.append([step.at, step.kind, step.state, step.by ?? "", step.cause ?? ""])
        }
        Output.write(table.text)
        guard !item.seen.isEmpty else { return }
        var sights = Table(["seen at", "what", "country"])
        for sight in item.seen { sights.append([sight.at, sight.what, sight.country]) }
        Output.write(sights.text)
        if let cleared = item.cleared {
            Output.write(
                Table.visible(
                    "what people scanned until \(cleared.until) is in order: \(cleared.cause)"))
        }
    }
}
