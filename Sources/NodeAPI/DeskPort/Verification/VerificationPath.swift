import GS1

/// The address of a verification message about one item.
enum VerificationPath {
    /// `/verify/gtin/{gtin}/lot/{lot}/ser/{serial}?exp={YYMMDD}`; nil where one of them is missing.
    static func path(of item: ItemIdentifiers) -> String? {
        guard let lot = item.lot, let serial = item.serial, let expiry = item.expiry else {
            return nil
        }
        return
            "/verify/gtin/\(item.gtin)/lot/\(PercentEncoding.segment(lot.text))/ser/\(PercentEncoding.segment(serial.text))?exp=\(expiry)"
    }
}
