import { backpack, bowl, dropper, globe, jar, lamp, mug, pouch, pump, tote, vase, type Paint } from "./shapes.ts";
import type { Scene } from "./draw.ts";

const GREY: Scene = { kind: "studio", top: "#f4f4f3", floor: "#d5d6d7", shadow: true };
const WHITE: Scene = { kind: "studio", top: "#ffffff", floor: "#f1f1ef", shadow: true };
const SAND: Scene = { kind: "studio", top: "#f3ebdf", floor: "#dccdb8", shadow: true };
const CUT: Scene = { kind: "none" };

const clay: Paint = { light: "#dd9b7c", base: "#bb6a48", dark: "#7d3f28" };
const sea: Paint = { light: "#8fc2c0", base: "#3f8687", dark: "#1f4e51" };
const ink: Paint = { light: "#6d83a8", base: "#33486d", dark: "#17233b" };
const moss: Paint = { light: "#a9bd8f", base: "#6c8450", dark: "#3c4d2a" };
const sun: Paint = { light: "#ffd98c", base: "#e2a23a", dark: "#9c661a" };
const rose: Paint = { light: "#f0b7b4", base: "#d0787a", dark: "#8b4448" };
const amber: Paint = { light: "#d08a3c", base: "#8f4f16", dark: "#4a2506" };
const slate: Paint = { light: "#8d9499", base: "#565d63", dark: "#2c3136" };
const cream: Paint = { light: "#fff8ea", base: "#eadbc0", dark: "#b9a37f" };

/** One photo of the seed: what is drawn, before what. */
export interface SeedPhoto {
  readonly draw: string;
  readonly scene: Scene;
  readonly alt: string;
}

export interface SeedProduct {
  readonly title: string;
  readonly type: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly collection: string;
  readonly photos: readonly SeedPhoto[];
  /** Each variant with the number of its photo, or null. */
  readonly variants: readonly { readonly title: string; readonly price: string; readonly photo: number | null }[];
}

const photo = (draw: string, scene: Scene, alt: string): SeedPhoto => ({ draw, scene, alt });

/** The default shop: a dozen products in four categories, two without a photo, one with a bad one. */
export const SEED_PRODUCTS: readonly SeedProduct[] = [
  { title: "Alba Vase", type: "Ceramics", vendor: "Studio Nord", tags: ["new", "handmade"], collection: "Ceramics", description: "A tall vase with a narrow neck, thrown by hand and glazed twice. Holds water.",
    photos: [photo(vase(clay), GREY, "Alba Vase in clay"), photo(vase(sea), GREY, "Alba Vase in sea green")], variants: [{ title: "Clay", price: "68.00", photo: 0 }, { title: "Sea green", price: "68.00", photo: 1 }] },
  { title: "Low Bowl", type: "Ceramics", vendor: "Studio Nord", tags: ["handmade"], collection: "Ceramics", description: "A wide bowl for fruit or for the table, with a glossy inside.",
    photos: [photo(bowl(ink), WHITE, "Low Bowl in ink blue")], variants: [{ title: "Ink blue", price: "54.00", photo: null }] },
  { title: "Morning Mug", type: "Ceramics", vendor: "Studio Nord", tags: ["bestseller"], collection: "Ceramics", description: "350 ml, a handle for the whole hand, dishwasher safe.",
    photos: [photo(mug(sun), SAND, "Morning Mug in yellow"), photo(mug(moss), SAND, "Morning Mug in moss"), photo(mug(rose), SAND, "Morning Mug in rose")],
    variants: [{ title: "Yellow", price: "24.00", photo: 0 }, { title: "Moss", price: "24.00", photo: 1 }, { title: "Rose", price: "24.00", photo: 2 }] },
  { title: "Market Tote", type: "Bags", vendor: "Fjell", tags: ["cotton"], collection: "Bags", description: "Heavy cotton, long handles, carries twelve kilos.",
    photos: [photo(tote(rose), CUT, "Market Tote in rose"), photo(tote(moss), CUT, "Market Tote in moss")], variants: [{ title: "Rose", price: "32.00", photo: 0 }, { title: "Moss", price: "32.00", photo: 1 }] },
  { title: "City Backpack", type: "Bags", vendor: "Fjell", tags: ["new", "recycled"], collection: "Bags", description: "Twenty litres, a sleeve for a laptop, made from recycled sails.",
    photos: [photo(backpack(slate), GREY, "City Backpack in slate")], variants: [{ title: "Slate", price: "118.00", photo: null }, { title: "Black", price: "118.00", photo: null }] },
  { title: "Zip Pouch", type: "Bags", vendor: "Fjell", tags: ["gift"], collection: "Bags", description: "For pencils, cables or the things at the bottom of a bag.",
    photos: [photo(pouch(sea), SAND, "Zip Pouch in sea green")], variants: [{ title: "Sea green", price: "19.00", photo: null }] },
  { title: "Night Serum", type: "Skin care", vendor: "Lichen", tags: ["new", "vegan"], collection: "Skin care", description: "30 ml of oil with rose hip, in brown glass with a dropper.",
    photos: [photo(dropper(amber, "Serum"), WHITE, "Night Serum, dropper bottle")], variants: [{ title: "30 ml", price: "42.00", photo: 0 }] },
  { title: "Day Cream", type: "Skin care", vendor: "Lichen", tags: ["vegan"], collection: "Skin care", description: "50 ml, light, without perfume. The lid is oak.",
    photos: [photo(jar(rose, "Day"), GREY, "Day Cream, jar with a wooden lid")], variants: [{ title: "50 ml", price: "36.00", photo: null }] },
  { title: "Hand Wash", type: "Skin care", vendor: "Lichen", tags: ["refill"], collection: "Skin care", description: "300 ml with a pump that can be filled again.",
    photos: [photo(pump(moss, "Wash"), { kind: "busy" }, "Hand Wash on a market stall")], variants: [{ title: "300 ml", price: "18.00", photo: null }] },
  { title: "Cone Lamp", type: "Lamps", vendor: "Halo", tags: ["brass"], collection: "Lamps", description: "A linen shade on a brass stem. E27, up to 40 W.",
    photos: [photo(lamp(sun), GREY, "Cone Lamp with an ochre shade"), photo(globe(cream), SAND, "Cone Lamp beside its paper sister")], variants: [{ title: "Ochre", price: "149.00", photo: 0 }] },
  { title: "Pendant Dome", type: "Lamps", vendor: "Halo", tags: ["steel"], collection: "Lamps", description: "A steel dome, powder coated, on two metres of cable.", photos: [], variants: [{ title: "Ink", price: "129.00", photo: null }] },
  { title: "Reading Clip", type: "Lamps", vendor: "Halo", tags: ["new"], collection: "Lamps", description: "A lamp that holds on to a shelf. The photos come with the first delivery.", photos: [], variants: [{ title: "Black", price: "39.00", photo: null }] },
];

