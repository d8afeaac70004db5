extension EPCISEvent {
    private static let countryField = "{https://gs1.org/voc/}countryCode"

    /// `gs1:countryCode` of the read point, else of the business location, as it is written there.
    package var countryCode: String? {
        for field in ["readPoint", "bizLocation"] {
            let place = tree.children(named: field).flatMap(\.children)
            if let found = place.first(where: { $0.name == Self.countryField }) {
                return found.value
            }
        }
        return nil
    }
}
