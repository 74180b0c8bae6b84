# One image, two commands: `npm run start:web` and `npm run start:worker`. Migrate first with `npm run db:migrate`.
# The two get different variables of the vault (.env.example): never give a web container KMS_PRIVATE_KEY or a role that may decrypt.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY app ./app
COPY prisma ./prisma
COPY public ./public
COPY scripts ./scripts
COPY prisma.config.ts remix.config.js vite.config.ts tsconfig.json ./
RUN npm run build && npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production PICCASO_MODE=production MALLOC_ARENA_MAX=2
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/package.json ./package.json
COPY prisma ./prisma
USER node
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT ?? 3000) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "run", "start:web"]
