/// A product of a brand's catalogue, with what the market pays for it.
package struct Product: Equatable, Sendable {
    package let product: Int
    package let brand: Int
    /// As offers name it.
    package let model: String
    package let goodsClass: Int
    /// A quarter of honest offers ask less, half ask less, three quarters ask less.
    package let marketCents: [Int]
    /// The brand's own pictures of it.
    package let images: [ImageHash]

    package init(
        product: Int, brand: Int, model: String, goodsClass: Int, marketCents: [Int],
        images: [ImageHash]
    ) {
        self.product = product
        self.brand = brand
        self.model = model
        self.goodsClass = goodsClass
        self.marketCents = marketCents
        self.images = images
    }
}
