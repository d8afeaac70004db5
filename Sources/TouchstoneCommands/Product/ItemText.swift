import GS1
import ProductAuthentication

/// A product or one of its items in an audit record, as the desk writes it too.
enum ItemText {
    /// - Parameter serial: of the item; nil for the whole product.
    static func of(_ product: ProductKey, serial: String? = nil) -> String {
        switch product {
        case .gtin(let gtin): "(01)\(gtin.digits14)" + (serial.map { "(21)\($0)" } ?? "")
        case .scheme: serial.map { "\(product) \($0)" } ?? "\(product)"
        }
    }

    static func of(_ code: ProductCode) -> String {
        switch code {
        case .gs1(let item): item.elementString
        case .house(let house): of(code.product, serial: house.code)
        }
    }
}
