package import GS1
package import ProductAuthentication
import TransparencyLog

/// Events as reads of single items: what the scan history is told, beside what the registry is.
///
/// An event that the registry refuses is still a read: an item that is sold twice is what copies look
/// like. Only reads with a country count, since others contradict nothing.
package struct EventScans: Sendable {
    private let rules: ItemStateRules
    private let owns: @Sendable (GTIN) -> Bool

    /// - Parameter owns: whether the product is this member's.
    package init(rules: ItemStateRules = .init(), owns: @escaping @Sendable (GTIN) -> Bool) {
        self.rules = rules
        self.owns = owns
    }

    /// Of an event that declares another one wrong they are the reads that never were.
    ///
    /// - Returns: nothing for an event that has no country or reads no item of this member.
    /// - Throws: `EPCISError.identifier`, `.itemCount`.
    package func scans(of event: EPCISEvent) throws(EPCISError) -> [Scan] {
        guard let country = event.countryCode.flatMap({ try? Country(parsing: $0) }),
            let at = UInt64(exactly: event.time.milliseconds)
        else { return [] }
        let reader = Self.reader(event.readPoint ?? event.bizLocation, country)
        var scans: [Scan] = []
        for (number, role) in try event.items() {
            guard owns(number.gtin), let kind = kind(of: event, on: role),
                let scan = try? Scan(
                    product: .gtin(number.gtin), serial: number.serial.text, at: at, kind: kind,
                    place: ScanPlace(country: country), by: reader)
            else { continue }
            scans.append(scan)
        }
        return scans
    }

    private func kind(of event: EPCISEvent, on role: ItemRole) -> Scan.Kind? {
        switch rules.effect(of: event, on: role) {
        case .issue: .commissioned
        case .become(.sold): .sold
        case .become(.exported): .exported
        case .become(.destroyed): .destroyed
        case .become(.supplied), nil:
            event.bizStep.flatMap { Self.kind(ofStep: $0, event.disposition) }
        // What somebody decided about the item, wherever it was.
        case .become, .undo: nil
        }
    }

    /// What a reader of the trade did at a step of the Core Business Vocabulary.
    static func kind(ofStep step: String, _ disposition: String?) -> Scan.Kind? {
        guard step.hasPrefix(CoreVocabulary.bizStep) else { return nil }
        switch step.dropFirst(CoreVocabulary.bizStep.count) {
        case "commissioning": return .commissioned
        case "packing": return .packed
        case "shipping", "departing": return .shipped
        case "receiving", "arriving", "accepting", "stocking", "storing":
            return disposition == CoreVocabulary.disposition + "returned" ? .returned : .received
        case "retail_selling", "dispensing": return .sold
        case "destroying": return .destroyed
        default: return nil
        }
    }

    /// A site by its URI, or by its digest where that is too long; readers without one are one reader
    /// for each country.
    static func reader(_ site: String?, _ country: Country) -> String {
        guard let site else { return country.code }
        let canonical = CanonicalValue.of(site)
        return canonical.utf8.count <= Scan.readerBytesMax
            ? canonical : Digest.sha256(Array(canonical.utf8)).hex
    }
}

extension ScanEvent {
    /// Each of its items as read by somebody. `inspecting` is to look whether the item is genuine.
    ///
    /// - Returns: nothing where it has no country, or its step is no read of an item.
    package var reads: [Scan] {
        let isInspection = bizStep == CoreVocabulary.bizStep + "inspecting"
        guard let country = country.flatMap({ try? Country(parsing: $0) }),
            let at = UInt64(exactly: time.milliseconds),
            let kind = isInspection
                ? Scan.Kind.verified : EventScans.kind(ofStep: bizStep, disposition)
        else { return [] }
        let reader = EventScans.reader(readPoint, country)
        return numbers.compactMap {
            try? Scan(
                product: .gtin($0.gtin), serial: $0.serial.text, at: at, kind: kind,
                place: ScanPlace(country: country), by: reader)
        }
    }
}
