import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function keep(text: string) {
  return prisma.messages.create({ data: { model: 'gpt-4o', messages: [text] } });
}
